import { readPublicKey } from './keys.ts';
import type { LedgerReport } from './LedgerReport.ts';
import { Verifier } from './Verifier.ts';

/** What is needed to verify an export. */
export type VerifyOptions = {
  /** Public keys, PEM. What they endorse in the ledger is trusted too. */
  readonly keys: readonly string[];
  /** The lines of an anchor file, which the server writes to a second place. */
  readonly anchor?: AsyncIterable<string> | Iterable<string>;
  /** Seconds that the export may be old at `now`; undefined: any age. */
  readonly maxAgeSeconds?: number;
  /** Milliseconds since 1970. */
  readonly now?: number;
};

/**
 * Verifies an export, line by line, with memory for a stretch of it only.
 *
 * @throws TypeError when a key is no Ed25519 key
 */
export async function verifyLedger(
  lines: AsyncIterable<string> | Iterable<string>,
  options: VerifyOptions,
): Promise<LedgerReport> {
  const verifier = new Verifier(options.keys.map(readPublicKey));
  let number = 0;
  for await (const line of lines) verifier.addLine(line, ++number);
  for await (const line of options.anchor ?? []) verifier.addAnchor(line);
  return verifier.finish({
    isAnchored: options.anchor !== undefined,
    maxAgeSeconds: options.maxAgeSeconds,
    now: options.now ?? Date.now(),
  });
}
