import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { useQuery } from '@tanstack/react-query';
import { accessOfferQuery, prefectApiRef } from '../api';
import { type AskedDeployment, AskOffer, hasWay, waysOf } from '../ask';
import { LockedButton } from '../kit';
import { prefectTranslationRef } from '../translation';

type Props = {
  deployment: AskedDeployment;
  /** The sentence with which it was denied. */
  why: string;
  /** What the locked button says where nothing can be asked for; without it there is none. */
  label: string | undefined;
  onAsk(): void;
};

/** In the place of the button that runs it for who may not: asks, or says why one cannot. */
export function AskButton({ deployment, why, label, onAsk }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { data: offer } = useQuery(
    accessOfferQuery(useApi(prefectApiRef), { ...deployment, right: 'run' }),
  );
  if (offer && hasWay(waysOf(offer))) {
    return (
      <Button variant="primary" onPress={onAsk}>
        {t('runDialog.ask')}
      </Button>
    );
  }
  if (label === undefined) return null;
  return (
    <LockedButton
      decision={{ allowed: false, reason: why, policy: null }}
      more={() => (
        <AskOffer deployment={deployment} right="run" onAsk={onAsk} />
      )}
    >
      {label}
    </LockedButton>
  );
}
