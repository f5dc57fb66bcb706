import type { Grant } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiPlayLine } from '@remixicon/react';
import { useNow } from '../../kit';
import { prefectTranslationRef } from '../../translation';
import type { GrantActs } from './useGrantActs';

type Props = { grant: Grant; acts: GrantActs };

/** What may be done with what is one's own: use it, give it back, or not want it any more. */
export function OwnActions({ grant, acts }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const now = useNow(1);
  const { state, right, parameters, expiresAt } = grant;
  if (state === 'waiting') {
    return (
      <Button
        size="small"
        variant="secondary"
        isPending={acts.isPending(grant)}
        onPress={() => acts.act({ grant, act: 'withdraw', reason: '' })}
      >
        {t('accessPage.actions.withdraw')}
      </Button>
    );
  }
  const isOver = expiresAt !== null && Date.parse(expiresAt) <= now.getTime();
  if (state !== 'active' || isOver) return null;
  return (
    <>
      {right === 'run' && (
        <Button
          size="small"
          variant="primary"
          iconStart={<RiPlayLine aria-hidden />}
          onPress={() => acts.run(grant)}
        >
          {t(parameters ? 'runDialog.approved.run' : 'runDialog.run')}
        </Button>
      )}
      <Button
        size="small"
        variant="secondary"
        onPress={() => acts.ask({ grant, act: 'giveBack' })}
      >
        {t('accessPage.actions.giveBack')}
      </Button>
    </>
  );
}
