import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { prefectTranslationRef } from '../translation';
import styles from './Legend.module.css';
import lines from './lines.module.css';
import { MEANINGS, type Measure } from './measures';

/** What the lines of the charts are; nothing where there is one only. */
export function Legend({ measure }: { measure: Measure }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { lines: names } = MEANINGS[measure];
  if (names.length < 2) return null;
  return (
    <ul className={styles.legend} aria-label={t('charts.legend')}>
      {names.map(name => (
        <li key={name}>
          <span aria-hidden className={styles.swatch}>
            <svg
              viewBox="0 0 24 10"
              preserveAspectRatio="none"
              focusable="false"
            >
              <path className={lines.line} data-line={name} d="M0 5H24" />
            </svg>
            <span className={lines.mark} data-line={name} />
          </span>
          {t(`charts.line.${name}`)}
        </li>
      ))}
    </ul>
  );
}
