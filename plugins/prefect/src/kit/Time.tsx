import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { prefectTranslationRef } from '../translation';
import { formatFull, formatRelative, formatTime } from './format';
import { useNow } from './useNow';
import styles from './Time.module.css';

type Props = {
  value: string;
  /** How much of it; the time and how far it is from now unless told. */
  show?: 'both' | 'relative';
};

/** A moment in the reader's zone; local time and UTC in full on hover. */
export function Time({ value, show = 'both' }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const now = useNow();
  const time = new Date(value);
  const relative = formatRelative(time, now);
  const full = `${t('kit.ownTime')}: ${formatFull(time, undefined)}\n${t(
    'kit.utc',
  )}: ${formatFull(time, 'UTC')}`;
  return (
    <time dateTime={value} className={styles.time} title={full}>
      {show === 'both' ? `${formatTime(time, now)}, ${relative}` : relative}
    </time>
  );
}
