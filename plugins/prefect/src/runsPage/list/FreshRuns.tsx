import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, VisuallyHidden } from '@backstage/ui';
import { RiArrowUpLine } from '@remixicon/react';
import { prefectTranslationRef } from '../../translation';
import styles from './FreshRuns.module.css';
import { useCalm } from './useCalm';

/** How long a screen reader is left alone after it was told, ms. */
const QUIET_MS = 10_000;

type Props = { count: number; onShow(): void };

/** Says that there are new runs, and shows them when asked: rows must not jump. */
export function FreshRuns({ count, onShow }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const text = count > 0 ? t('runsPage.fresh', { count }) : '';
  return (
    <>
      <VisuallyHidden role="status">{useCalm(text, QUIET_MS)}</VisuallyHidden>
      {count > 0 && (
        <div className={styles.fresh}>
          <Button
            size="small"
            variant="secondary"
            iconStart={<RiArrowUpLine aria-hidden />}
            onPress={onShow}
          >
            {text}
          </Button>
        </div>
      )}
    </>
  );
}
