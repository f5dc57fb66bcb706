import type { Judgement, LedgerReport } from './LedgerReport.ts';

const QUESTIONS = [
  ['integrity', 'Nothing was changed'],
  ['completeness', 'Nothing is missing'],
  ['tail', 'The end is the end'],
] as const;

/** The report for a person. */
export function formatReport(report: LedgerReport): string {
  const { counts, sealedAt, since, underWay, anchored } = report;
  const lines = QUESTIONS.flatMap(([name, claim]) =>
    linesOf(name, claim, report[name]),
  );
  lines.push(
    '',
    `${counts.entries} entries of ${counts.writers} writers: ${counts.intents} intents, ${counts.outcomes} outcomes, ${counts.unknown} marked unknown, ${counts.denials} denials; ${counts.checkpoints} checkpoints.`,
  );
  if (sealedAt) lines.push(`Exported at ${sealedAt}.`);
  if (since) lines.push(`What is older than ${since} was deleted (retention).`);
  if (underWay.length) {
    lines.push(`Under way at that time: ${underWay.map(safe).join(', ')}.`);
  }
  if (!anchored) {
    lines.push(
      'Without --anchor an older complete export cannot be told from the newest.',
    );
  }
  lines.push('', report.verdict === 'ok' ? 'OK' : 'BROKEN');
  return lines.join('\n');
}

function linesOf(
  name: string,
  claim: string,
  { verdict, findings }: Judgement,
): string[] {
  return [
    `${name.padEnd(13)}${verdict.padEnd(10)}${
      verdict === 'ok' ? claim : ''
    }`.trimEnd(),
    ...findings.map(
      ({ code, message, line }) =>
        `  ${code}${line ? ` (line ${line})` : ''}: ${safe(message)}`,
    ),
  ];
}

/** What a hostile export quotes must not write into the terminal. */
function safe(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    each => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
