import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { useQuery } from '@tanstack/react-query';
import { facetsQuery, instancesQuery, prefectApiRef } from '../../api';
import { type ChangeFilter, FilterBar } from '../../filters';
import { QueryState } from '../../kit';
import { prefectTranslationRef } from '../../translation';
import { type Question, RIGHTS } from './explainFilter';

type Props = { question: Question; onChange: ChangeFilter<Question> };

/** Which deployment, and which right. */
export function QuestionFields({ question, onChange }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const api = useApi(prefectApiRef);
  const facets = useQuery(facetsQuery(api));
  const { data: instances } = useQuery(instancesQuery(api));
  const { instance, deployment, right } = question;
  const titleOf = (id: string) =>
    instances?.items.find(each => each.id === id)?.title ?? id;
  return (
    <>
      <FilterBar onClear={undefined}>
        <Select
          label={t('accessPage.explain.deployment')}
          size="small"
          placeholder={t('accessPage.explain.choose')}
          search={{ placeholder: t('accessPage.explain.find') }}
          options={(facets.data?.deployments ?? []).map(each => ({
            value: `${each.instance}:${each.id}`,
            label: `${each.title}, ${titleOf(each.instance)}`,
          }))}
          value={deployment ? `${instance}:${deployment}` : null}
          onChange={key => {
            const [chosen, ...id] = String(key).split(':');
            onChange({ instance: chosen, deployment: id.join(':') });
          }}
        />
        <Select
          label={t('accessPage.explain.right')}
          size="small"
          options={RIGHTS.map(each => ({
            value: each,
            label: t(`accessPage.explain.rights.${each}`),
          }))}
          value={right}
          onChange={key =>
            onChange({ right: RIGHTS.find(each => each === key) })
          }
        />
      </FilterBar>
      {facets.isError && (
        <QueryState query={facets} what={t('filters.what')}>
          {() => null}
        </QueryState>
      )}
    </>
  );
}
