// A script that screens one person and prints the result.
import { Screener } from "prescreener";

const trial = import.meta.resolve("prescreener/compiled/nct07160205/trial.bin");
const screener = await Screener.open({ trial });
const answers = { diagnosis: "dermatomyositis", date_of_birth: "1980", can_attend_visits: true, dmso_reaction: true };
console.log(JSON.stringify(screener.assess(answers, { assessedOn: "2026-11-22" })));
screener.close();
