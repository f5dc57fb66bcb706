import type {
  DeploymentDetail,
  DeploymentRight,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { deploymentQuery, prefectApiRef } from '../../api';
import { AskableButton } from '../../ask';
import { QueryState } from '../../kit';
import { RunButton } from '../../runDialog';
import { prefectTranslationRef } from '../../translation';

type Props = {
  deployment: { readonly instance: string; readonly id: string };
  right: DeploymentRight;
};

/** Whether the reader may, with the sentence of the decision, and the way to ask. */
export function You({ deployment, right }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const query = useQuery(deploymentQuery(useApi(prefectApiRef), deployment));
  return (
    <section aria-label={t('accessPage.explain.you')}>
      <Text as="h2" variant="title-x-small" style={{ margin: 0 }}>
        {t('accessPage.explain.you')}
      </Text>
      <QueryState
        query={query}
        what={t('accessPage.grant.deployment')}
        height={48}
      >
        {detail => (
          <Flex gap="3" align="center" style={{ flexWrap: 'wrap' }}>
            <Verdict detail={detail} right={right} />
          </Flex>
        )}
      </QueryState>
    </section>
  );
}

function Verdict({
  detail,
  right,
}: {
  detail: DeploymentDetail;
  right: DeploymentRight;
}) {
  const { t } = useTranslationRef(prefectTranslationRef);
  if (right === 'view') {
    return <Sentence>{t('accessPage.explain.youView')}</Sentence>;
  }
  const decision = detail.may[right];
  return (
    <>
      <Sentence>
        <strong>
          {t(
            decision.allowed
              ? 'accessPage.explain.yes'
              : 'accessPage.explain.no',
          )}
        </strong>{' '}
        {/* Without a policy a grant allows it; its sentence has a time for machines. */}
        {decision.allowed && decision.policy === null
          ? t('runDialog.allowedByGrant')
          : decision.reason}
      </Sentence>
      {right === 'run' && <RunButton deployment={detail} />}
      {right !== 'run' && !decision.allowed && (
        <AskableButton
          size="small"
          decision={decision}
          right={right}
          deployment={detail}
        >
          {t(`accessPage.explain.rights.${right}`)}
        </AskableButton>
      )}
    </>
  );
}

function Sentence({ children }: { children: ReactNode }) {
  return (
    <Text as="p" style={{ margin: 0 }}>
      {children}
    </Text>
  );
}
