import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { formatTime, useNow, useRovingStops } from '../../kit';
import { prefectTranslationRef } from '../../translation';
import styles from './HistoryBars.module.css';
import type { Stack, Stacks } from './stackBuckets';
import tones from './tone.module.css';
import { useStackName } from './useStackName';

type Props = Stacks & {
  /** Looks at the time of a bar only. */
  onPick(stack: Stack): void;
};

/** Runs over time, a bar for each stretch. One tab stop; arrows move, Enter picks. */
export function HistoryBars({ stacks, highest, onPick }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const nameOf = useStackName();
  const stops = useRovingStops(stacks.length);
  return (
    <div>
      {/* The bars inside are what is interactive; their arrow keys are heard here. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        role="group"
        aria-label={t('runsPage.history.bars')}
        className={styles.bars}
        onKeyDown={stops.onKeyDown}
      >
        {stacks.map((stack, index) => (
          <button
            key={stack.since}
            type="button"
            tabIndex={stops.tabIndexOf(index)}
            className={styles.bar}
            aria-label={nameOf(stack)}
            title={nameOf(stack)}
            onFocus={() => stops.reach(index)}
            onClick={() => onPick(stack)}
          >
            {stack.parts.map(({ tone, count }) => (
              <span
                key={tone}
                className={tones.part}
                data-tone={tone}
                style={{ height: `${(100 * count) / highest}%` }}
              />
            ))}
          </button>
        ))}
      </div>
      <Ends stacks={stacks} />
    </div>
  );
}

function Ends({ stacks }: Pick<Stacks, 'stacks'>) {
  const now = useNow(60);
  const [first] = stacks;
  const last = stacks[stacks.length - 1];
  return (
    <div className={styles.ends} aria-hidden>
      <span>{formatTime(new Date(first.since), now)}</span>
      <span>{formatTime(new Date(last.until), now)}</span>
    </div>
  );
}
