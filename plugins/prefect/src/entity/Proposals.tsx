import {
  ANNOTATION_DEPLOYMENT,
  type Deployment,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { CopyButton } from '../kit';
import { prefectTranslationRef } from '../translation';

/** Deployments that only claim by a tag to belong here. */
export function Proposals({ proposals }: { proposals: readonly Deployment[] }) {
  const { t } = useTranslationRef(prefectTranslationRef);
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
      {proposals.map(({ instance, id, title }) => (
        <Flex key={`${instance}:${id}`} gap="2" align="center">
          <code dir="auto">{`${instance}:${title}`}</code>
          <CopyButton text={`${ANNOTATION_DEPLOYMENT}: ${instance}:${title}`} />
        </Flex>
      ))}
    </section>
  );
}
