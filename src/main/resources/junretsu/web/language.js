// The language of a page: that of its address (?lang=), or else the reader's; and numbers and times as it writes them.
const LANGUAGES = ["en", "ja"];

export const parameters = new URLSearchParams(location.search);
const wanted = [parameters.get("lang") ?? "", ...navigator.languages].map(tag => tag.slice(0, 2).toLowerCase());
export const language = wanted.find(tag => LANGUAGES.includes(tag)) ?? "en";
document.documentElement.lang = language;

const grouped = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
export const number = value => grouped.format(value);
const clock = new Intl.DateTimeFormat(language, { timeStyle: "medium" });
/** @param moment milliseconds since 1970, or the text of a time (ISO 8601) */
export const time = moment => clock.format(new Date(moment));
