import {
  ANNOTATION_DEPLOYMENT,
  type Deployment,
  withDeployment,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Flex, Text } from '@backstage/ui';
import { CopyButton, yamlLine } from '../kit';
import { AcceptButton } from '../ownership';
import { prefectTranslationRef } from '../translation';
import { editUrlOf } from './editUrlOf';

/** Deployments that only claim by a tag to belong here. */
export function Proposals({ proposals }: { proposals: readonly Deployment[] }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { entity } = useEntity();
  const { annotations, title, name } = entity.metadata;
  if (proposals.length === 0) return null;
  return (
    <section aria-labelledby="prefect-proposals">
      <Text
        as="h3"
        id="prefect-proposals"
        variant="title-x-small"
        style={{ margin: 0 }}
      >
        {t('entity.proposals.title')}
      </Text>
      <Text as="p" color="secondary">
        {t('entity.proposals.description', {
          annotation: ANNOTATION_DEPLOYMENT,
        })}
      </Text>
      {proposals.map(proposal => {
        const value = withDeployment(
          annotations?.[ANNOTATION_DEPLOYMENT],
          proposal,
        );
        return (
          <Flex
            key={`${proposal.instance}:${proposal.id}`}
            gap="2"
            align="center"
            style={{ flexWrap: 'wrap' }}
          >
            <code dir="auto">{`${proposal.instance}:${proposal.title}`}</code>
            <CopyButton text={yamlLine(ANNOTATION_DEPLOYMENT, value)} />
            <AcceptButton
              title={proposal.title}
              entityTitle={title ?? name}
              fix={{ annotation: ANNOTATION_DEPLOYMENT, value }}
              editUrl={editUrlOf(entity)}
            />
          </Flex>
        );
      })}
    </section>
  );
}
