// A second copy of the outbox, in the origin's private file system. Chromium deletes a whole database when it finds it damaged, for
// which a kill at the wrong moment can be enough. These files are independent of each other.
import { NAME } from "./store.ts";

/** A sealed referral in the outbox. */
export interface Waiting {
  readonly id: string;
  readonly sealed: string;
  /** When it was stored, as an ISO date and time. */
  readonly since: string;
}

/** The copy of the outbox. */
export interface Copy {
  /** Whether the copy is new. */
  readonly fresh: boolean;
  put(waiting: Waiting): Promise<void>;
  remove(id: string): Promise<void>;
  /** Returns the referrals in complete files. */
  all(): Promise<Waiting[]>;
}

/** A directory, with `values`, which TypeScript's library lacks. */
type Directory = Omit<FileSystemDirectoryHandle, "values"> & { values(): AsyncIterable<FileSystemFileHandle> };

/** Opens the copy. Returns `undefined` if the browser has no such file system, or cannot write to it from a page. */
export async function openCopy(): Promise<Copy | undefined> {
  if (!globalThis.FileSystemFileHandle?.prototype.createWritable) return undefined;
  try {
    const root = await navigator.storage.getDirectory();
    const existing = await root.getDirectoryHandle(NAME).catch(() => undefined);
    const directory = existing ?? (await root.getDirectoryHandle(NAME, { create: true }));
    return copyIn(directory as Directory, existing === undefined);
  } catch {
    return undefined;
  }
}

function copyIn(directory: Directory, fresh: boolean): Copy {
  return {
    fresh,
    async put(waiting) {
      const file = await directory.getFileHandle(waiting.id, { create: true });
      const stream = await file.createWritable();
      await stream.write(JSON.stringify(waiting));
      // Replaces the empty file by the written one.
      await stream.close();
    },
    // A missing file is no error.
    remove: (id) => directory.removeEntry(id).catch(() => {}),
    async all() {
      const found: Waiting[] = [];
      for await (const handle of directory.values()) {
        try {
          found.push(JSON.parse(await (await handle.getFile()).text()));
        } catch {
          // A kill left it empty, before the person read that the referral is stored.
        }
      }
      return found;
    },
  };
}
