import type {
  OwnershipProblem,
  PrefectInstance,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { EntityLink, Owners } from '../kit';
import { prefectTranslationRef } from '../translation';
import styles from './ProblemsTable.module.css';

type Props = {
  problem: OwnershipProblem;
  instances: readonly Pick<PrefectInstance, 'id' | 'title'>[];
};

/** Who most likely owns it and what says so; for what is owned, who does. */
export function LikelyOwner({ problem, instances }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { guess, owners } = problem;
  if (!guess) {
    return owners.length > 0 ? (
      <Owners owners={owners} />
    ) : (
      <Text as="span" color="secondary">
        {t('ownership.nobody')}
      </Text>
    );
  }
  const { owner, entity, entityTitle } = guess;
  return (
    <div className={styles.stack}>
      {owner ? (
        <EntityLink entityRef={owner} />
      ) : (
        <EntityLink entityRef={entity} title={entityTitle} />
      )}
      <Text as="span" variant="body-small" color="secondary">
        <Why guess={guess} instances={instances} />
      </Text>
    </div>
  );
}

function Why({
  guess: { reason, entityTitle, because, tag },
  instances,
}: {
  guess: NonNullable<OwnershipProblem['guess']>;
  instances: Props['instances'];
}) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const title = because?.title ?? '';
  switch (reason) {
    case 'tag':
      return <>{t('ownership.reason.tag')}</>;
    case 'former':
      return <>{t('ownership.reason.former', { entity: entityTitle })}</>;
    case 'same-name':
      return (
        <>
          {t('ownership.reason.same-name', {
            title,
            instance:
              instances.find(({ id }) => id === because?.instance)?.title ??
              because?.instance ??
              '',
          })}
        </>
      );
    case 'same-flow':
      return <>{t('ownership.reason.same-flow', { title })}</>;
    case 'same-tag':
      return <>{t('ownership.reason.same-tag', { tag: tag ?? '' })}</>;
    default:
      return reason satisfies never;
  }
}
