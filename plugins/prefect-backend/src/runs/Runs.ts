import type {
  AccessOffer,
  Artifact,
  DeploymentDetail,
  EntityAutomation,
  Entitled,
  Grant,
  HistoryBucket,
  LedgerEntryDetail,
  LedgerEntryPage,
  LedgerEntryProof,
  LedgerState,
  Overview,
  OwnershipHealth,
  PrefectFacets,
  PrefectInstance,
  Run,
  RunDetail,
  RunInput,
  RunState,
  Validation,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import type { AskedRight, Principal, Right } from '../access';
import type { Key } from '../mirror';
import type {
  EditSchedule,
  GetPoolLoad,
  ListSchedules,
  PoolLoads,
  ScheduledPage,
  SetSchedulePaused,
} from './agenda';
import type { CompareEnvironments, ComparedPage } from './environments';
import type { AskGrant, DecideGrant, GrantsPage, ListGrants } from './grants';
import type { Download, ExportLedger, ExportType, ListLedger } from './ledger';
import type { GetOwnershipHealth } from './ownership';
import type { AccessExplanation } from './read/explainAccess';
import type { ChartPage, GetCharts } from './read/getCharts';
import type { GetEntityAutomation } from './read/getEntityAutomation';
import type { GetOverview } from './read/getOverview';
import type { DeploymentPage, ListDeployments } from './read/listDeployments';
import type { ListRunLogs, RunLogs } from './read/listRunLogs';
import type { ListRuns, RunPage } from './read/listRuns';
import type { RunTasks } from './read/listRunTasks';
import type { RunHistory } from './read/runHistory';
import type { RescheduleRun } from './rescheduleRun';
import type { ResumeRun } from './resumeRun';
import type { Timing } from './schedules';
import type { SetDeploymentPaused } from './setDeploymentPaused';
import type { StartRun } from './startRun';
import type { ValidateParameters } from './validateParameters';

/**
 * The use cases. Each asks for a decision itself; what the principal may not view is
 * answered as if it did not exist. Doors call these and nothing below.
 */
export interface Runs {
  listInstances(): PrefectInstance[];
  getFacets(by: Principal): Promise<PrefectFacets>;
  getOverview(by: Principal, request: GetOverview): Promise<Overview>;
  getEntityAutomation(
    by: Principal,
    request: GetEntityAutomation,
  ): Promise<EntityAutomation>;

  listDeployments(
    by: Principal,
    request: ListDeployments,
  ): Promise<DeploymentPage>;
  getOwnershipHealth(
    by: Principal,
    request: GetOwnershipHealth,
  ): Promise<OwnershipHealth>;
  compareEnvironments(
    by: Principal,
    request: CompareEnvironments,
  ): Promise<ComparedPage>;
  getDeployment(by: Principal, deployment: Key): Promise<DeploymentDetail>;
  explainAccess(by: Principal, deployment: Key): Promise<AccessExplanation>;
  validateParameters(
    by: Principal,
    request: ValidateParameters,
  ): Promise<Validation>;
  setDeploymentPaused(
    by: Principal,
    request: SetDeploymentPaused,
  ): Promise<void>;

  listSchedules(by: Principal, request: ListSchedules): Promise<ScheduledPage>;
  getPoolLoad(by: Principal, request: GetPoolLoad): Promise<PoolLoads>;
  previewSchedule(timing: Timing): string[];
  setSchedulePaused(by: Principal, request: SetSchedulePaused): Promise<void>;
  editSchedule(by: Principal, request: EditSchedule): Promise<void>;

  listRuns(by: Principal, request: ListRuns): Promise<RunPage>;
  runHistory(by: Principal, request: RunHistory): Promise<HistoryBucket[]>;
  getCharts(by: Principal, request: GetCharts): Promise<ChartPage>;
  getRun(by: Principal, run: Key): Promise<RunDetail>;
  listRunStates(by: Principal, run: Key): Promise<RunState[]>;
  listRunTasks(by: Principal, run: Key): Promise<RunTasks>;
  listRunLogs(by: Principal, request: ListRunLogs): Promise<RunLogs>;
  listRunArtifacts(by: Principal, run: Key): Promise<Artifact[]>;
  getRunInput(by: Principal, run: Key): Promise<RunInput>;

  getAccessOffer(
    by: Principal,
    request: { deployment: Key; right: AskedRight },
  ): Promise<AccessOffer>;
  whoCan(
    by: Principal,
    request: { deployment: Key; right: Right },
  ): Promise<Entitled[]>;
  listGrants(by: Principal, request: ListGrants): Promise<GrantsPage>;
  getGrant(by: Principal, id: string): Promise<Grant>;
  askGrant(by: Principal, request: AskGrant): Promise<Grant>;
  approveGrant(by: Principal, request: DecideGrant): Promise<Grant>;
  refuseGrant(by: Principal, request: DecideGrant): Promise<Grant>;
  revokeGrant(by: Principal, request: DecideGrant): Promise<Grant>;
  reviewGrant(by: Principal, request: DecideGrant): Promise<Grant>;
  withdrawGrant(by: Principal, id: string): Promise<Grant>;
  /** Ends those whose time is over. */
  expireGrants(): Promise<void>;
  listLedger(by: Principal, request: ListLedger): Promise<LedgerEntryPage>;
  getLedgerEntry(by: Principal, id: string): Promise<LedgerEntryDetail>;
  proveLedgerEntry(by: Principal, id: string): Promise<LedgerEntryProof>;
  /** For whoever is signed in. */
  getLedgerState(): Promise<LedgerState>;
  exportLedger(
    by: Principal,
    request: ExportLedger,
  ): Promise<Download<ExportType>>;

  startRun(by: Principal, request: StartRun): Promise<Run>;
  cancelRun(by: Principal, run: Key): Promise<Run>;
  retryRun(by: Principal, run: Key): Promise<Run>;
  pauseRun(by: Principal, run: Key): Promise<Run>;
  suspendRun(by: Principal, run: Key): Promise<Run>;
  resumeRun(by: Principal, request: ResumeRun): Promise<Run>;
  rescheduleRun(by: Principal, request: RescheduleRun): Promise<Run>;
}
