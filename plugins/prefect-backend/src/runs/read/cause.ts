import type { RunRow } from './RunRow';

type Ended = Pick<RunRow, 'state_type' | 'state_message'>;

const PREFIXES = [
  /^Flow run encountered an exception:?\s*/,
  /^Execution was interrupted by an unexpected exception:?\s*/,
];

/** What went wrong with a failed or crashed run, in a sentence; null for any other run. */
export function cause({ state_type, state_message }: Ended): string | null {
  if (state_type !== 'FAILED' && state_type !== 'CRASHED') return null;
  const message = state_message?.trim() ?? '';
  if (state_type === 'CRASHED') {
    const code = exitCode(message);
    if (code !== undefined) return sentenceFor(code);
  }
  const text = PREFIXES.reduce((t, prefix) => t.replace(prefix, ''), message);
  if (text) return text;
  return state_type === 'CRASHED'
    ? 'The process died without a word.'
    : 'It failed without a message.';
}

/** Signals come as negative codes from Python and as 128 + n from shells and containers. */
function exitCode(message: string): number | undefined {
  const match = /(?:status|exit) code:?\s*(-?\d+)/i.exec(message);
  if (!match) return undefined;
  const code = Number(match[1]);
  if (code < 0) return -code;
  return code > 128 && code < 128 + 65 ? code - 128 : code;
}

function sentenceFor(code: number): string {
  if (code === 9) {
    return 'The process died (exit code 9), often out of memory.';
  }
  if (code === 15) {
    return 'The process was told to end (exit code 15), often because its worker or machine was stopped.';
  }
  if (code === 11) {
    return 'The process died (exit code 11), a crash in native code.';
  }
  return `The process died (exit code ${code}).`;
}
