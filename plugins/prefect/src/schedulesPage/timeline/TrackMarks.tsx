import type {
  ScheduledDeployment,
  ScheduleOccurrence,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { prefectTranslationRef } from '../../translation';
import { dots, shareOf, type Span, uprights, WIDTH } from './scale';
import styles from './Track.module.css';

/** Height of a track in the drawing's units, which are pixels. */
const HEIGHT = 32;
const MIDDLE = HEIGHT / 2;

type Props = {
  deployment: ScheduledDeployment;
  span: Span;
  now: number;
  ticks: readonly number[];
};

/**
 * The marks of a track: a full dot for a run that exists, a ring for one that is computed,
 * a square for one that was missed. The drawing is stretched to the page's width; strokes
 * are not, so dots stay round.
 */
export function TrackMarks({ deployment, span, now, ticks }: Props) {
  const of = (kind: ScheduleOccurrence['kind']) =>
    dots(
      deployment.occurrences
        .filter(each => each.kind === kind)
        .map(({ time }) => Date.parse(time)),
      span,
      MIDDLE,
    );
  const computed = of('computed');
  return (
    <>
      <Hidden deployment={deployment} span={span} />
      <svg
        className={styles.marks}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden
        focusable="false"
      >
        <path className={styles.tick} d={uprights(ticks, span, HEIGHT)} />
        <path className={styles.now} d={uprights([now], span, HEIGHT)} />
        <path className={styles.ring} d={computed} />
        <path className={styles.hole} d={computed} />
        <path className={styles.dot} d={of('exists')} />
        <path className={styles.square} d={of('missed')} />
      </svg>
    </>
  );
}

/** Where there are too many to draw. */
function Hidden({ deployment, span }: Pick<Props, 'deployment' | 'span'>) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { hidden } = deployment;
  if (!hidden) return null;
  const from = shareOf(Date.parse(hidden.from), span);
  const until = shareOf(Date.parse(hidden.until), span);
  const { count } = hidden;
  return (
    <span
      className={styles.hidden}
      style={{
        insetInlineStart: `${100 * from}%`,
        width: `${100 * (until - from)}%`,
      }}
    >
      <span>
        {count >= 10_000
          ? t('schedulesPage.timeline.hiddenMany', { limit: String(count) })
          : t('schedulesPage.timeline.hidden', { count })}
      </span>
    </span>
  );
}
