import type { ScheduledDeployment } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { usePrefectPaths } from '../../routes';
import { prefectTranslationRef } from '../../translation';
import type { ZoneChoice } from '../schedulesFilter';
import { useOccurrenceText } from '../useOccurrenceText';
import { nearest, shareOf, type Span } from './scale';
import styles from './Track.module.css';
import { TrackMarks } from './TrackMarks';

type Props = {
  deployment: ScheduledDeployment;
  span: Span;
  now: number;
  /** Moments of the scale's lines. */
  ticks: readonly number[];
  zone: ZoneChoice;
};

/** Keys and how far they go. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
  Home: -Infinity,
  End: Infinity,
};

/**
 * When a deployment is due, as marks over time. It is a slider over the times: one tab
 * stop, arrows go from one to the next and tell it, Enter opens its run. Hundreds of links
 * in its place would be a keyboard trap and too much for the browser.
 */
export function Track({ deployment, span, now, ticks, zone }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const textOf = useOccurrenceText(zone);
  const open = useOpenRun(deployment);
  const { occurrences, title } = deployment;
  const times = occurrences.map(({ time }) => Date.parse(time));
  const [wanted, setWanted] = useState<number>();
  const [hovered, setHovered] = useState<number>();
  const [isFocused, setFocused] = useState(false);
  const marks = <TrackMarks {...{ deployment, span, now, ticks }} />;
  if (occurrences.length === 0) {
    return (
      <div className={styles.track}>
        {marks}
        <span className={styles.none}>{t('schedulesPage.timeline.none')}</span>
      </div>
    );
  }
  const last = occurrences.length - 1;
  const at = Math.min(wanted ?? firstAhead(times, now), last);
  const shown = hovered ?? (isFocused ? at : undefined);
  const move = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      open(at);
      return;
    }
    if (event.key === 'Escape') setFocused(false);
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    setFocused(true);
    setWanted(Math.max(0, Math.min(last, at + step)));
  };
  const pointed = ({ currentTarget, clientX }: PointerEvent) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    return nearest(times, span, (clientX - left) / Math.max(1, width));
  };
  const text = textOf(deployment, occurrences[at]);
  return (
    <div
      className={styles.track}
      role="slider"
      tabIndex={0}
      aria-label={t('schedulesPage.timeline.times', { title })}
      aria-valuemin={1}
      aria-valuemax={occurrences.length}
      aria-valuenow={at + 1}
      aria-valuetext={`${text.full}, ${text.schedule}`}
      data-opens={shown !== undefined && occurrences[shown].run !== null}
      onKeyDown={move}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
      onPointerMove={event => setHovered(pointed(event))}
      onPointerLeave={() => setHovered(undefined)}
      onClick={() => hovered !== undefined && open(hovered)}
    >
      {marks}
      {shown !== undefined && (
        <Detail
          deployment={deployment}
          index={shown}
          share={shareOf(times[shown], span)}
          zone={zone}
        />
      )}
    </div>
  );
}

function firstAhead(times: readonly number[], now: number): number {
  const ahead = times.findIndex(time => time >= now);
  return ahead < 0 ? times.length - 1 : ahead;
}

function useOpenRun({ instance, occurrences }: ScheduledDeployment) {
  const navigate = useNavigate();
  const paths = usePrefectPaths();
  return (index: number) => {
    const run = occurrences[index]?.run;
    if (run) navigate(paths.run({ instance, id: run.id }));
  };
}

type DetailProps = {
  deployment: ScheduledDeployment;
  index: number;
  /** Where it is, from 0 to 1. */
  share: number;
  zone: ZoneChoice;
};

/** What the slider says, for those who see it. */
function Detail({ deployment, index, share, zone }: DetailProps) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const occurrence = deployment.occurrences[index];
  const { full, schedule } = useOccurrenceText(zone)(deployment, occurrence);
  const side = share > 0.5 ? 'end' : 'start';
  const percent = `${100 * (side === 'end' ? 1 - share : share)}%`;
  return (
    <>
      <span
        aria-hidden
        className={styles.pointer}
        style={{ insetInlineStart: `${100 * share}%` }}
      />
      <span
        aria-hidden
        className={styles.detail}
        style={
          side === 'end'
            ? { insetInlineEnd: percent }
            : { insetInlineStart: percent }
        }
      >
        <strong>{full}</strong>
        <span>{schedule}</span>
        {occurrence.run && <span>{t('schedulesPage.timeline.open')}</span>}
      </span>
    </>
  );
}
