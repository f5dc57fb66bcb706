import type { Grant } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Badge as Mark, Flex } from '@backstage/ui';
import { Badge } from '../../kit';
import { prefectTranslationRef } from '../../translation';
import { GRANT_LOOKS } from './grantStates';

/** What became of a grant, and whether somebody has to look at it. */
export function GrantBadge({
  grant: { state, review },
}: {
  grant: Pick<Grant, 'state' | 'review'>;
}) {
  const { t } = useTranslationRef(prefectTranslationRef);
  return (
    <Flex gap="2" align="center" style={{ flexWrap: 'wrap' }}>
      <Badge {...GRANT_LOOKS[state]}>{t(`accessPage.state.${state}`)}</Badge>
      {review !== 'none' && (
        <Mark size="small">{t(`accessPage.review.${review}`)}</Mark>
      )}
    </Flex>
  );
}
