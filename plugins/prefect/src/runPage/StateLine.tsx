import type {
  RunDetail,
  RunState,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiArrowRightSLine } from '@remixicon/react';
import { useQuery } from '@tanstack/react-query';
import { prefectApiRef, runStatesQuery } from '../api';
import { formatDuration, formatFull, StateBadge, useNow } from '../kit';
import { prefectTranslationRef } from '../translation';
import { isOver } from './isOver';
import styles from './StateLine.module.css';

/** The states of a run in order, each with how long it lasted. */
export function StateLine({ run }: { run: RunDetail }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { data } = useQuery(runStatesQuery(useApi(prefectApiRef), run));
  const states = data?.items ?? [run.state];
  return (
    <ol className={styles.line} aria-label={t('runPage.states')}>
      {states.map((state, index) => (
        <li key={`${state.timestamp}${state.name}`}>
          {index > 0 && <RiArrowRightSLine size={16} aria-hidden />}
          <span
            title={`${formatFull(new Date(state.timestamp), undefined)}${
              state.message ? `\n${state.message}` : ''
            }`}
          >
            <StateBadge state={state} />
          </span>
          <Lasted state={state} next={states[index + 1]} />
        </li>
      ))}
    </ol>
  );
}

function Lasted({ state, next }: { state: RunState; next?: RunState }) {
  if (next) {
    const ms = Date.parse(next.timestamp) - Date.parse(state.timestamp);
    return <span>{formatDuration(Math.max(0, ms))}</span>;
  }
  return isOver(state) ? null : <Ticking since={state.timestamp} />;
}

function Ticking({ since }: { since: string }) {
  const ms = useNow(1).getTime() - Date.parse(since);
  return <span>{formatDuration(Math.max(0, ms - (ms % 1000)))}</span>;
}
