import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex } from '@backstage/ui';
import type { ReactNode } from 'react';
import { prefectTranslationRef } from '../translation';
import styles from './FilterBar.module.css';

type Props = {
  /** Takes all filters back; absent while there is none. */
  onClear?(): void;
  children: ReactNode;
};

/** The filters of a list, in as many lines as the page needs. */
export function FilterBar({ onClear, children }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  return (
    <Flex
      role="search"
      aria-label={t('filters.label')}
      align="end"
      gap="3"
      className={styles.bar}
    >
      {children}
      {onClear && (
        <Button size="small" variant="tertiary" onPress={onClear}>
          {t('kit.clearFilters')}
        </Button>
      )}
    </Flex>
  );
}
