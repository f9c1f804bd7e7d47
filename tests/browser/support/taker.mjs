// A host's server that accepts what `prescreener-refer` shares, or does not.

/** Answers requests to its path as `how` says: with a status, or `never`. Records what it received. */
export function openTaker(how) {
  const taker = { how, got: [] };
  taker.answer = async (request, response) => {
    let body = "";
    for await (const part of request.setEncoding("utf8")) body += part;
    taker.got.push({ method: request.method, body });
    if (taker.how === "never") taker.late = (status) => response.writeHead(status).end();
    else response.writeHead(taker.how).end();
  };
  return taker;
}
