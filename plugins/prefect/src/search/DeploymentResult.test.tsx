import { screen } from '@testing-library/react';
import { expectNoAxeViolations, renderPage } from '../testing';
import { DeploymentResult } from './DeploymentResult';

const result = {
  title: 'orders-etl/hourly',
  text: 'orders-etl hourly\nOwner: commerce\nParameters: region',
  location: '/prefect/deployments?q=orders-etl%2Fhourly&instance=production',
  environment: 'production',
  owner: 'commerce',
};

it('says which deployment, where, whose, and what it is found by', async () => {
  renderPage(<DeploymentResult result={result} />);

  expect(
    await screen.findByRole('link', { name: 'orders-etl/hourly' }),
  ).toHaveAttribute('href', result.location);
  screen.getByText('production');
  screen.getByText('Owner commerce');
  screen.getByText(/Parameters: region/);
  await expectNoAxeViolations();
});

it('marks what matched', async () => {
  renderPage(
    <DeploymentResult
      result={result}
      highlight={{
        preTag: '<b>',
        postTag: '</b>',
        fields: { text: 'Parameters: <b>region</b>' },
      }}
    />,
  );

  expect((await screen.findByText('region')).tagName).toBe('MARK');
});

it('shows what it has of a document of another version', async () => {
  const { title, text, location } = result;
  renderPage(<DeploymentResult result={{ title, text, location }} />);

  await screen.findByRole('link', { name: 'orders-etl/hourly' });
  expect(screen.queryByText(/Owner commerce/)).not.toBeInTheDocument();
});
