import type { RunState } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { prefectTranslationRef } from '../translation';
import { hasOwnName, lookOf } from './stateLook';
import styles from './StateBadge.module.css';

/** A state in an icon, a word and a colour; never by colour alone. */
export function StateBadge({
  state,
}: {
  state: Pick<RunState, 'type' | 'name'>;
}) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { tone, Icon, text } = lookOf(state);
  return (
    <span className={styles.badge} data-tone={tone} data-state={state.type}>
      <Icon aria-hidden size={14} />
      <span dir="auto">
        {hasOwnName(state) ? state.name : t(`kit.state.${text}`)}
      </span>
    </span>
  );
}
