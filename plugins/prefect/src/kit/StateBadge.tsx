import type { RunState } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { prefectTranslationRef } from '../translation';
import { Badge } from './Badge';
import { hasOwnName, lookOf } from './stateLook';

/** A state in an icon, a word and a colour; never by colour alone. */
export function StateBadge({
  state,
}: {
  state: Pick<RunState, 'type' | 'name'>;
}) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { tone, Icon, text } = lookOf(state);
  return (
    <Badge tone={tone} Icon={Icon} state={state.type}>
      {hasOwnName(state) ? state.name : t(`kit.state.${text}`)}
    </Badge>
  );
}
