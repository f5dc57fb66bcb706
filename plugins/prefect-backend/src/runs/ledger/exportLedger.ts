import type {
  LedgerFormat,
  LedgerItem,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { DeniedError, type Decision, type Principal } from '../../access';
import type { Found, LedgerFilter, Within } from '../../ledger';
import { InvalidRequestError } from '../InvalidRequestError';
import { type Audit, auditOf } from './auditOf';
import { Download, inChunks } from './Download';
import { CSV_HEADER, toCsvLine } from './csv';
import type { LedgerDeps } from './LedgerDeps';
import { type LedgerQuery, toLedgerFilter } from './LedgerQuery';
import { toLedgerItems } from './toLedgerItems';
import { toOcsf } from './toOcsf';

/** An export that is asked for. */
export type ExportLedger = LedgerQuery & { readonly format: LedgerFormat };

/** Types of the files. */
export type ExportType = 'application/x-ndjson' | 'text/csv';

/** Acts that are read at once. */
const PAGE = 500;
/** RFC 4180. */
const CRLF = '\r\n';

/**
 * Entries as a file: the whole ledger with its signatures as JSON lines, for who may audit
 * everything; or what the list shows, as OCSF or CSV.
 *
 * @throws DeniedError, InvalidRequestError
 * @throws LedgerUnavailableError when it cannot be recorded; nothing is given out
 */
export async function exportLedger(
  deps: LedgerDeps,
  by: Principal,
  { format, ...query }: ExportLedger,
): Promise<Download<ExportType>> {
  const audit = await auditOf(deps, by);
  if (format === 'jsonl') {
    assertNoFilter(query);
    await assertEverything(deps, by, audit);
  }
  await deps.readings.recordAlways(by, {
    action: 'ledger-export',
    what: { format, filter: query },
  });
  const name = `ledger-${nameOf(deps.clock())}`;
  const filter = toLedgerFilter(query);
  const acts = () => readActs(deps, filter, audit.within);
  switch (format) {
    case 'jsonl':
      return new Download(
        'application/x-ndjson',
        `${name}.jsonl`,
        inChunks(deps.ledger.export(), '\n'),
      );
    case 'ocsf':
      return new Download(
        'application/x-ndjson',
        `${name}.ocsf.jsonl`,
        inChunks(ocsfLines(acts()), '\n'),
      );
    default:
      return new Download(
        'text/csv',
        `${name}.csv`,
        inChunks(csvLines(acts()), CRLF),
      );
  }
}

/** A part of it could not be verified, and would look as if something were missing. */
function assertNoFilter(query: LedgerQuery): void {
  if (Object.values(query).every(value => value === undefined)) return;
  throw new InvalidRequestError(
    'JSON lines are the whole ledger, so that they can be verified, and take no filter. Leave it out, or choose OCSF or CSV.',
  );
}

async function assertEverything(
  deps: LedgerDeps,
  { kind, ref, door }: Principal,
  { reach }: Audit,
): Promise<void> {
  if (reach === 'everything') return;
  const decision: Decision = {
    allowed: false,
    reason:
      'You may not export the whole ledger: it is for who may audit every instance and every deployment. OCSF and CSV have what you may read.',
    policy: undefined,
    policies: [],
    version: deps.access.policies().version,
  };
  await deps.ledger
    .denial({
      principal: { kind, ref },
      action: 'ledger-export',
      resource: {},
      door,
      decision: { allowed: false, version: decision.version },
    })
    .catch(error =>
      deps.logger.error('A denial is not in the ledger yet', error),
    );
  throw new DeniedError(decision);
}

type Act = Found & { readonly item: LedgerItem };

/** Page after page, so that memory does not grow with the ledger. */
async function* readActs(
  deps: LedgerDeps,
  filter: LedgerFilter,
  within: Within | undefined,
): AsyncIterable<Act> {
  let cursor: string | undefined;
  do {
    const page = await deps.ledger.list(
      filter,
      { limit: PAGE, cursor },
      within,
    );
    const items = await toLedgerItems(deps, page.items);
    yield* page.items.map((found, index) => ({ ...found, item: items[index] }));
    cursor = page.cursor;
  } while (cursor !== undefined);
}

async function* ocsfLines(acts: AsyncIterable<Act>): AsyncIterable<string> {
  for await (const { item, entry } of acts) {
    yield JSON.stringify(toOcsf(item, entry));
  }
}

async function* csvLines(acts: AsyncIterable<Act>): AsyncIterable<string> {
  yield CSV_HEADER;
  for await (const { item, entry } of acts) yield toCsvLine(item, entry);
}

/** A moment as it may stand in the name of a file. */
function nameOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replaceAll(':', '-');
}
