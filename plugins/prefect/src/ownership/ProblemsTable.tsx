import type {
  OwnershipProblem,
  PrefectInstance,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Flex, Link, Text } from '@backstage/ui';
import { RiExternalLinkLine } from '@remixicon/react';
import { nameOfEntity } from '../filters';
import {
  CopyButton,
  DataTable,
  EntityLink,
  Owners,
  Time,
  yamlLine,
} from '../kit';
import { usePrefectPaths } from '../routes';
import { prefectTranslationRef } from '../translation';
import { AcceptButton } from './AcceptButton';
import { LikelyOwner } from './LikelyOwner';
import styles from './ProblemsTable.module.css';

const COLUMNS = [
  'problem',
  'deployment',
  'instance',
  'since',
  'likely',
  'actions',
] as const;

type Instances = readonly Pick<PrefectInstance, 'id' | 'title'>[];

/** What is wrong with each, since when, who likely owns it, and how to settle it. */
export function ProblemsTable({
  problems,
  instances,
}: {
  problems: readonly OwnershipProblem[];
  instances: Instances;
}) {
  const { t } = useTranslationRef(prefectTranslationRef);
  return (
    <DataTable
      label={t('ownership.table')}
      columns={COLUMNS.map(column => t(`ownership.column.${column}`))}
    >
      {problems.map(problem => (
        <tr key={problem.id}>
          <td>
            <div className={styles.stack}>
              {t(`ownership.problem.${problem.problem}`)}
              <About problem={problem} />
            </div>
          </td>
          <th scope="row">
            <Subject problem={problem} />
          </th>
          <td>
            {instances.find(({ id }) => id === problem.instance)?.title ??
              problem.instance ??
              '–'}
          </td>
          <td>
            <Time value={problem.since} />
          </td>
          <td>
            <LikelyOwner problem={problem} instances={instances} />
          </td>
          <td>
            <Actions problem={problem} />
          </td>
        </tr>
      ))}
    </DataTable>
  );
}

/** Whom or what it is about, in small below the problem. */
function About({ problem }: { problem: OwnershipProblem }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { entity, entityTitle, owners } = problem;
  const content = () => {
    switch (problem.problem) {
      case 'shared':
        return <Owners owners={owners} />;
      case 'entity-gone':
      case 'owner-gone':
        // Its page is gone too.
        return entity && <bdi>{nameOfEntity(entity)}</bdi>;
      case 'unowned':
        return (
          entity && (
            <>
              <EntityLink entityRef={entity} title={entityTitle ?? undefined} />{' '}
              ({t('ownership.ownerless')})
            </>
          )
        );
      default:
        return (
          entity && (
            <EntityLink entityRef={entity} title={entityTitle ?? undefined} />
          )
        );
    }
  };
  const shown = content();
  return shown ? (
    <Text as="span" variant="body-small">
      {shown}
    </Text>
  ) : null;
}

function Subject({ problem }: { problem: OwnershipProblem }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const paths = usePrefectPaths();
  const { deployment, annotation, suggestions } = problem;
  if (deployment) {
    const { instance, id, title } = deployment;
    return (
      <Link
        href={paths.runs(new URLSearchParams({ instance, deployment: id }))}
        className={styles.name}
      >
        <bdi>{title}</bdi>
      </Link>
    );
  }
  return (
    <div className={styles.stack}>
      {annotation && (
        <bdi>
          {t('ownership.names', {
            annotation: annotation.name,
            value: annotation.value,
          })}
        </bdi>
      )}
      {suggestions.length > 0 && (
        <Text as="span" variant="body-small">
          {t('ownership.didYouMean', { names: suggestions.join(', ') })}
        </Text>
      )}
    </div>
  );
}

function Actions({ problem }: { problem: OwnershipProblem }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { deployment, entity, entityTitle, guess, fix, editUrl } = problem;
  const named = guess?.entityTitle ?? entityTitle ?? entity;
  return (
    <Flex gap="2" style={{ flexWrap: 'wrap' }}>
      {problem.problem === 'claimed' && fix && deployment && (
        <AcceptButton
          title={deployment.title}
          entityTitle={named ?? ''}
          fix={fix}
          editUrl={editUrl}
        />
      )}
      {fix && (
        <CopyButton
          text={yamlLine(fix.annotation, fix.value)}
          label={t('ownership.copy')}
          name={t('ownership.copyFor', { title: deployment?.title ?? '' })}
        />
      )}
      {editUrl && (
        <ButtonLink
          size="small"
          variant="secondary"
          href={editUrl}
          target="_blank"
          iconEnd={<RiExternalLinkLine aria-hidden />}
          aria-label={t('ownership.editFor', { entity: named ?? '' })}
        >
          {t('ownership.edit')}
        </ButtonLink>
      )}
    </Flex>
  );
}
