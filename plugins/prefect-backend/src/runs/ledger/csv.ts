import type { LedgerItem } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { LedgerEntry } from '@backstage-prefect/ledger-verify';

type Column = readonly [
  name: string,
  of: (item: LedgerItem, entry: LedgerEntry) => string | null | undefined,
];

const COLUMNS: readonly Column[] = [
  ['id', item => item.id],
  ['time', item => item.at],
  ['kind', item => item.kind],
  ['who', item => item.principal?.ref],
  ['on behalf of', item => item.onBehalfOf?.ref],
  ['action', item => item.action],
  ['instance', item => item.instance],
  ['deployment', item => item.title],
  ['deployment id', item => item.deployment],
  ['run id', item => item.run],
  ['door', item => item.door],
  ['decision', item => item.decision && decisionOf(item.decision.allowed)],
  ['policies', item => item.decision?.policies.join(' ')],
  ['policies version', item => item.decision?.version],
  ['outcome', item => item.outcome?.status],
  ['code', item => item.outcome?.code],
  ['ended', item => item.outcome?.at],
  ['parameters', (_, entry) => toJson(entry.parameters)],
  ['digest', (_, entry) => entry.digest],
];

/**
 * A spreadsheet takes what begins with one of these for a formula, some also in their full
 * width, and runs it on the machine of whoever opens the file. People choose much of what is
 * here: names, tags, parameters.
 */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** The names of the columns. */
export const CSV_HEADER = COLUMNS.map(([name]) => toCell(name)).join(',');

/** An act in one line, without its end. */
export function toCsvLine(item: LedgerItem, entry: LedgerEntry): string {
  return COLUMNS.map(([, of]) => toCell(of(item, entry) ?? '')).join(',');
}

/** A cell that is text wherever it is opened; quoted as RFC 4180 asks. */
export function toCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function decisionOf(allowed: boolean): string {
  return allowed ? 'allowed' : 'denied';
}

function toJson(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}
