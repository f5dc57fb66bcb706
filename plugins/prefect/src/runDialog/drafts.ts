type Values = Record<string, unknown>;

const keyOf = (deploymentId: string) => `prefect.draft.${deploymentId}`;

/** What was typed into the dialog of a deployment and not sent; never a secret. */
export const drafts = {
  find(deploymentId: string): Values | undefined {
    try {
      const text = sessionStorage.getItem(keyOf(deploymentId));
      return text ? JSON.parse(text) : undefined;
    } catch {
      return undefined;
    }
  },
  save(deploymentId: string, values: Values): void {
    try {
      sessionStorage.setItem(keyOf(deploymentId), JSON.stringify(values));
    } catch {
      // A full or forbidden storage loses a draft, which is no reason to fail.
    }
  },
  remove(deploymentId: string): void {
    sessionStorage.removeItem(keyOf(deploymentId));
  },
};
