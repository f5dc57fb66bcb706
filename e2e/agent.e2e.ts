import type { APIRequestContext } from '@playwright/test';
import { randomUUID } from 'node:crypto';
import { findDeployment } from './prefect.ts';
import { rowOf } from './rowOf.ts';
import { tokenOf } from './tokenOf.ts';
import { expect, test } from './test.ts';

const MCP = '/api/mcp-actions/v1';
const DENIED =
  'You may not run this. Closest policy: owners-run, for commerce.';

/** Calls a tool as an MCP client does. */
async function callTool(
  request: APIRequestContext,
  token: string,
  [name, input]: [name: string, input: object],
) {
  const response = await request.post(MCP, {
    headers: {
      Authorization: `Bearer ${token}`,
      Accept: 'application/json, text/event-stream',
    },
    data: {
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: `prefect.${name}`, arguments: input },
    },
  });
  const text = await response.text();
  const [, data = text] = /^data: (.*)$/m.exec(text) ?? [];
  return JSON.parse(data).result;
}

test('an agent runs for its person what the person may run, and nothing else', async ({
  page,
  pageOf,
  request,
}) => {
  const { id } = await findDeployment('orders-etl/hourly');
  // A new portal still reads the catalog: the page follows it, an agent is told at once.
  await page.goto('/catalog/default/component/orders/prefect');
  await expect(
    rowOf(page, 'orders-etl/hourly').getByRole('button', {
      name: 'Run orders-etl/hourly',
    }),
  ).toBeEnabled({ timeout: 45_000 });
  const wanted = {
    instance: 'production',
    id,
    idempotencyKey: randomUUID(),
  };

  const stranger = await tokenOf(await pageOf('insights-engineer'));
  const denied = await callTool(request, stranger, ['start-run', wanted]);
  expect(denied).toEqual({
    isError: true,
    content: [{ type: 'text', text: `NotAllowedError: ${DENIED}` }],
  });

  const owner = await tokenOf(page);
  const { structuredContent: run } = await callTool(request, owner, [
    'start-run',
    wanted,
  ]);
  expect(run).toMatchObject({
    deployment: { title: 'orders-etl/hourly' },
    startedBy: { kind: 'user', entity: 'user:default/commerce-engineer' },
  });
  await page.goto(`/prefect/runs/production/${run.id}`);
  await expect(
    page.getByRole('heading', { name: 'orders-etl/hourly' }),
  ).toBeVisible();
});

test('an agent that brings no token is told where its person can give it one', async ({
  request,
}) => {
  const refused = await request.post(MCP, { data: {} });
  expect(refused.status()).toBe(401);

  const found = await request.get(
    `/.well-known/oauth-protected-resource${MCP}`,
  );
  const { resource, authorization_servers: servers } = await found.json();
  expect(resource).toMatch(new RegExp(`${MCP}$`));
  const server = await request.get(
    `${servers[0]}/.well-known/openid-configuration`,
  );
  expect(await server.json()).toMatchObject({
    code_challenge_methods_supported: expect.arrayContaining(['S256']),
    client_id_metadata_document_supported: true,
  });
});
