import type { Grant } from '@backstage-prefect/backstage-plugin-prefect-common';
import {
  identityApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button, Flex, Text, TextField } from '@backstage/ui';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { prefectTranslationRef } from '../../translation';
import type { GrantActs } from './useGrantActs';

/** The portal API takes no longer reasons. */
const MOST_REASON = 1_000;

type Props = { grant: Grant; acts: GrantActs };

/** What the reader may say about what somebody else asks for or has; else who decides. */
export function Decide({ grant, acts }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { state, review, rights } = grant;
  const mine = useMyVoice(grant);
  const isOpen = state === 'waiting' || review === 'open';
  if (!rights.decide.allowed) {
    return isOpen ? <Sentence>{rights.decide.reason}</Sentence> : null;
  }
  if (state === 'waiting') {
    return mine ? (
      <Sentence>{t('accessPage.decide.already')}</Sentence>
    ) : (
      <Approve key={grant.id} grant={grant} acts={acts} />
    );
  }
  return (
    <Flex gap="2" style={{ flexWrap: 'wrap' }}>
      {review === 'open' && (
        <Button
          size="small"
          variant="primary"
          onPress={() => acts.ask({ grant, act: 'review' })}
        >
          {t('accessPage.actions.review')}
        </Button>
      )}
      {state === 'active' && (
        <Button
          size="small"
          variant="secondary"
          onPress={() => acts.ask({ grant, act: 'revoke' })}
        >
          {t('accessPage.actions.revoke')}
        </Button>
      )}
    </Flex>
  );
}

function Approve({ grant, acts }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const [reason, setReason] = useState('');
  return (
    <Flex
      direction="column"
      gap="3"
      role="group"
      aria-label={t('accessPage.decide.label')}
    >
      <TextField
        label={t('accessPage.decide.reason')}
        description={t('accessPage.decide.help')}
        maxLength={MOST_REASON}
        value={reason}
        onChange={setReason}
      />
      <Flex gap="2" style={{ flexWrap: 'wrap' }}>
        <Button
          variant="primary"
          isPending={acts.isPending(grant) && !acts.asking}
          onPress={() =>
            acts.act({ grant, act: 'approve', reason: reason.trim() })
          }
        >
          {t('accessPage.actions.approve')}
        </Button>
        <Button
          variant="secondary"
          onPress={() => acts.ask({ grant, act: 'refuse' })}
        >
          {t('accessPage.actions.refuse')}
        </Button>
      </Flex>
    </Flex>
  );
}

function Sentence({ children }: { children: ReactNode }) {
  return (
    <Text as="p" style={{ margin: 0 }}>
      {children}
    </Text>
  );
}

/** Whether the reader has said yes already: a person is one voice. */
function useMyVoice({ voices }: Grant): boolean {
  const identity = useApi(identityApiRef);
  const { data: me } = useQuery({
    queryKey: ['prefect-me'],
    queryFn: async () => (await identity.getBackstageIdentity()).userEntityRef,
    retry: false,
  });
  return voices.some(({ by, verdict }) => by === me && verdict === 'approved');
}
