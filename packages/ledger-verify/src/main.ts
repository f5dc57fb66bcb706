import { createReadStream, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { formatReport } from './formatReport.ts';
import { readPublicKey } from './keys.ts';
import { verifyLedger } from './verifyLedger.ts';
import { verifyProof } from './verifyProof.ts';

const USAGE = `backstage-prefect-ledger verify EXPORT --key PUB [--key PUB]… [options]
backstage-prefect-ledger proof FILE --key PUB [--key PUB]…

Verifies an export of the ledger, or the proof of one entry. It needs no network
and no server. EXPORT and FILE are files; PUB is a file with an Ed25519 public
key (PEM).

  --key PUB          a key that you trust; keys that it endorses in the ledger are
                     trusted too
  --anchor FILE      the anchor file from the second place; tells an older export
                     from the newest
  --max-age SECONDS  how old the export may be
  --json             the report as JSON
  --help             this text

Exit codes: 0 all is well, 1 something was found, 2 it could not be verified.`;

/** Where the program writes. */
export type Streams = {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
};

class UsageError extends Error {}

/** The program; answers its exit code. */
export async function main(
  args: readonly string[],
  { out, err }: Streams,
): Promise<number> {
  try {
    const { values, positionals } = parse(args);
    if (values.help) {
      out(USAGE);
      return 0;
    }
    const [command, file, ...more] = positionals;
    if (more.length) throw new UsageError(`${more[0]} is one too many.`);
    if (!file) throw new UsageError('Name a command and a file.');
    if (!values.key) throw new UsageError('--key is missing.');
    const keys = values.key.map(readKey);
    if (command === 'proof') return proof(file, keys, out);
    if (command !== 'verify') {
      throw new UsageError(`${command} is not a command.`);
    }
    const report = await verifyLedger(linesOf(file), {
      keys,
      anchor: values.anchor === undefined ? undefined : linesOf(values.anchor),
      maxAgeSeconds: readSeconds(values['max-age']),
    });
    out(values.json ? JSON.stringify(report, null, 2) : formatReport(report));
    return report.verdict === 'ok' ? 0 : 1;
  } catch (error) {
    err(messageOf(error));
    if (error instanceof UsageError) err(`\n${USAGE}`);
    return 2;
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        key: { type: 'string', multiple: true },
        anchor: { type: 'string' },
        'max-age': { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError(messageOf(error));
  }
}

function messageOf(error: unknown): string {
  const { message } = error as { message?: unknown };
  return typeof message === 'string' ? message : String(error);
}

function readKey(file: string): string {
  const pem = readFileSync(file, 'utf8');
  try {
    readPublicKey(pem);
  } catch {
    throw new Error(`${file} is no Ed25519 public key (PEM).`);
  }
  return pem;
}

function readSeconds(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (!(seconds >= 0)) throw new UsageError(`--max-age ${text} is no number.`);
  return seconds;
}

function proof(file: string, keys: string[], out: Streams['out']): number {
  const wrong = verifyProof(JSON.parse(readFileSync(file, 'utf8')), keys);
  out(wrong ?? 'OK: the entry is in the ledger.');
  return wrong ? 1 : 0;
}

/** The lines of a file. Only a line feed ends one; a carriage return is part of it. */
async function* linesOf(file: string): AsyncIterable<string> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(file)) {
    rest = Buffer.concat([rest, chunk]);
    let begin = 0;
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10, begin)) {
      yield textOf(rest.subarray(begin, end));
      begin = end + 1;
    }
    rest = rest.subarray(begin);
  }
  if (rest.length > 0) yield textOf(rest);
}

/** What is no UTF-8 is no line: decoded loosely, other bytes could give the same text. */
function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      bytes,
    );
  } catch {
    return '';
  }
}
