import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { prefectTranslationRef } from '../../translation';
import styles from './Legend.module.css';
import type { Part } from './stackBuckets';
import tones from './tone.module.css';

/** What the tones of the chart mean, and how many runs each has. */
export function Legend({ parts }: { parts: readonly Part[] }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  return (
    <ul className={styles.legend} aria-label={t('runsPage.history.legend')}>
      {parts.map(({ tone, count }) => (
        <li key={tone}>
          <span
            aria-hidden
            className={`${tones.part} ${tones.swatch}`}
            data-tone={tone}
          />
          {t(`runsPage.history.count.${tone}`, {
            number: new Intl.NumberFormat().format(count),
          })}
        </li>
      ))}
    </ul>
  );
}
