import type { LogLine } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { forwardRef, type HTMLAttributes } from 'react';
import { Link } from 'react-router-dom';
import { prefectTranslationRef } from '../../translation';
import { levelOf } from './levelOf';
import { LogText } from './LogText';
import styles from './LogView.module.css';

type Props = HTMLAttributes<HTMLDivElement> & {
  line: LogLine;
  search: string;
};

/** A line: when, which level, and what; its time links to it. */
export const LogRow = forwardRef<HTMLDivElement, Props>(function Row(
  { line, search, ...attributes },
  ref,
) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { tone, text } = levelOf(line.level);
  return (
    <div ref={ref} className={styles.row} data-tone={tone} {...attributes}>
      <Link
        to={{ hash: `logs-${line.id}` }}
        replace
        tabIndex={-1}
        className={styles.time}
        aria-label={t('runPage.logs.linkTo', { time: timeOf(line.ts) })}
        title={`${line.ts}\n${line.logger}`}
      >
        {timeOf(line.ts)}
      </Link>
      <span className={styles.levelName}>{text}</span>
      <LogText message={line.message} search={search} />
    </div>
  );
});

const format = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  hourCycle: 'h23',
});

/** The reader's time of day, to the millisecond. */
function timeOf(timestamp: string): string {
  return format.format(new Date(timestamp));
}
