import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { prefectTranslationRef } from '../../translation';
import styles from './Legend.module.css';
import track from './Track.module.css';

const MARKS = ['exists', 'computed', 'missed', 'now'] as const;

/** What the marks mean. */
export function Legend() {
  const { t } = useTranslationRef(prefectTranslationRef);
  return (
    <ul className={styles.legend} aria-label={t('schedulesPage.legend.label')}>
      {MARKS.map(mark => (
        <li key={mark}>
          <svg
            width="14"
            height="16"
            viewBox="0 0 14 16"
            className={track.marks}
            data-legend
            aria-hidden
            focusable="false"
          >
            {mark === 'now' && <path className={track.now} d="M7 0v16" />}
            {mark === 'computed' && (
              <>
                <path className={track.ring} d="M7 8h0" />
                <path className={track.hole} d="M7 8h0" />
              </>
            )}
            {mark === 'exists' && <path className={track.dot} d="M7 8h0" />}
            {mark === 'missed' && <path className={track.square} d="M7 8h0" />}
          </svg>
          {t(`schedulesPage.legend.${mark}`)}
        </li>
      ))}
    </ul>
  );
}
