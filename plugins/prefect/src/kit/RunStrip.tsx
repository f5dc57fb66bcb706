import type { RunCell } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from 'react-router-dom';
import { usePrefectPaths } from '../routes';
import { prefectTranslationRef } from '../translation';
import { formatFull } from './format';
import { hasOwnName, lookOf } from './stateLook';
import styles from './RunStrip.module.css';
import { useRovingStops } from './useRovingStops';

const LOWEST = 25;

type Props = { instance: string; runs: readonly RunCell[] };

/**
 * The last runs, a cell each: colour and pattern tell the state, height the duration.
 * One tab stop; arrows move, Enter opens.
 */
export function RunStrip({ instance, runs }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const paths = usePrefectPaths();
  const stops = useRovingStops(runs.length);
  if (runs.length === 0) {
    return <span className={styles.empty}>{t('kit.strip.empty')}</span>;
  }
  const longest = Math.max(1, ...runs.map(run => run.durationMs ?? 0));
  const nameOf = ({ name, state, start }: RunCell) =>
    t('kit.strip.run', {
      name,
      state: hasOwnName(state)
        ? state.name
        : t(`kit.state.${lookOf(state).text}`),
      time: start ? formatFull(new Date(start), undefined) : t('kit.never'),
    });
  return (
    // The links inside are what is interactive; their arrow keys are heard here.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      role="group"
      aria-label={t('kit.strip.label', { count: runs.length })}
      className={styles.strip}
      onKeyDown={stops.onKeyDown}
    >
      {runs.map((run, index) => (
        <Link
          key={run.id}
          to={paths.run({ instance, id: run.id })}
          tabIndex={stops.tabIndexOf(index)}
          onFocus={() => stops.reach(index)}
          className={styles.cell}
          data-tone={lookOf(run.state).tone}
          aria-label={nameOf(run)}
          title={nameOf(run)}
        >
          <span
            style={{
              height: `${Math.max(
                LOWEST,
                (100 * (run.durationMs ?? 0)) / longest,
              )}%`,
            }}
          />
        </Link>
      ))}
    </div>
  );
}
