using Budget.Core;
using Budget.Core.Budgets;
using Budget.Core.Consent;
using Budget.Core.Delivery;
using Budget.Core.Forecasts;
using Budget.Core.HelperPayments;
using Budget.Core.PersonHeld;
using Budget.Core.Plans;
using Budget.Core.Residents;
using Budget.Core.Supporters;
using Budget.Core.SupportRequests;
using Budget.Core.Surveys;
using Microsoft.AspNetCore.Mvc;
using Portal.Access;
using Portal.Text;

namespace Portal.Pages;

/// <summary>The front door; for residents what they have left and whose turn it is, for staff the way to their own home.</summary>
public sealed class IndexModel(AccountOverview account, CaseList cases, RequestDraft drafts, MyPeople people, EmergencyLooks emergencies, SupportedCases supported, SupportedBudgets supportedBudgets, RenewalsDue renewals, EvaluationsDue evaluations, ShiftsWaiting shifts, ProvidersThatStop stops, BudgetsRunningOut runningOut, HelperPaymentsHeld held, HoursWaiting hours, SurveysDue surveys, AgreementsInMaking helping) : PortalPage
{
    /// <summary>None when nobody is signed in.</summary>
    public IReadOnlyList<AccountOverview.Item>? Budgets { get; private set; }

    public IReadOnlyList<CaseList.Item>? Cases { get; private set; }

    public IReadOnlyList<RequestDraft.Unfinished> Drafts { get; private set; } = [];

    /// <summary>Where the support ends soon, and nobody asked yet how it goes on.</summary>
    public IReadOnlyList<RenewalsDue.Item> Renewals { get; private set; } = [];

    /// <summary>Where it is time to say whether the goals are reached.</summary>
    public IReadOnlyList<EvaluationsDue.Item> Evaluations { get; private set; } = [];

    /// <summary>What the municipality proposed to shift, and waits for an answer.</summary>
    public IReadOnlyList<ShiftsWaiting.Item> Shifts { get; private set; } = [];

    /// <summary>What the municipality would like to hear once a year; nobody has to.</summary>
    public IReadOnlyList<SurveysDue.Item> Surveys { get; private set; } = [];

    /// <summary>Who stops helping, as long as nobody took over.</summary>
    public IReadOnlyList<ProvidersThatStop.Item> Stops { get; private set; } = [];

    /// <summary>Which PGB will not last.</summary>
    public IReadOnlyList<BudgetsRunningOut.Item> RunningOut { get; private set; } = [];

    /// <summary>Hours that wait for the holder.</summary>
    public IReadOnlyList<HoursWaiting.Item> Hours { get; private set; } = [];

    /// <summary>Which helpers cannot be paid before somebody gives an account.</summary>
    public IReadOnlyList<HelperPaymentsHeld.Item> Held { get; private set; } = [];

    /// <summary>How often a file was opened without consent, that nobody has read of.</summary>
    public long Emergencies { get; private set; }

    /// <summary>Files that this sign-in does not open: its level is too low for their municipality.</summary>
    public IReadOnlyList<MyPeople.Closed> Closed { get; private set; } = [];

    /// <summary>For whom one acted until the death, beside what is still there.</summary>
    public IReadOnlyList<MyPeople.Ended> Ended { get; private set; } = [];

    public async Task<IActionResult> OnGet()
    {
        switch (SignedIn.RoleOf(User))
        {
            case null:
                return Page();
            case Role.Resident:
                Budgets = await account.Of(Me);
                Cases = await cases.Of(Me);
                Drafts = await drafts.All(Me);
                // One card a case, with what ends first.
                Renewals = [.. (await renewals.Of(Me)).DistinctBy(item => item.Number)];
                Shifts = await shifts.Of(Me);
                Evaluations = await evaluations.Of(Me);
                Surveys = await surveys.Of(Me);
                Stops = await stops.Of(Me);
                Hours = await hours.Of(Me);
                Held = await held.Of(Me);
                RunningOut = await runningOut.Of(Me);
                Emergencies = await emergencies.Unread(Me);
                Closed = await people.ClosedTo(Me);
                Ended = await people.EndedByDeath(Me);
                // Who has something here is known; only of who has nothing it must be asked.
                return Budgets.Count == 0 && Cases.Count == 0 && Closed.Count == 0 && (await people.Of(Me)).Count == 0
                    ? LocalRedirect(await helping.Helps(Me) ? "/helpen" : await supported.Count(Me) + await supportedBudgets.Count(Me) > 0 ? "/meelezen" : "/kennismaken")
                    : Page();
            case { } staff:
                return LocalRedirect(Navigation.HomeOf(staff));
        }
    }
}
