using Budget.Core;
using Budget.Core.Decisions;
using Budget.Core.Delivery;
using Budget.Core.Plans;
using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.SupportRequests;

/// <summary>One page per case: where is it, whose turn, before which date.</summary>
public sealed class CaseModel(CaseOverview cases, ApplyForSupport apply, RenewalsDue renewals, EvaluationsDue evaluations, ProvidersThatStop stops, ShiftsWaiting shifts, TimeProvider time) : PortalPage
{
    public CaseOverview.Answer Answer { get; private set; } = null!;

    /// <summary>That the support ends soon, and nobody asked yet how it goes on.</summary>
    public RenewalsDue.Item? Renewal { get; private set; }

    /// <summary>That it is time to say whether the goals are reached.</summary>
    public EvaluationsDue.Item? Evaluation { get; private set; }

    /// <summary>Who stops helping, as long as nobody took over.</summary>
    public IReadOnlyList<ProvidersThatStop.Item> Stops { get; private set; } = [];

    /// <summary>What the municipality proposed to shift, and waits for an answer.</summary>
    public ShiftsWaiting.Item? Shift { get; private set; }

    /// <param name="State">"done", "now" or "later".</param>
    public sealed record Moment(string Title, string When, string State);

    public IReadOnlyList<Moment> Story => [.. Moments()];

    public async Task<IActionResult> OnGet(string number) => await Load(number) ? Page() : NotFound();

    /// <summary>The application: one click on the report.</summary>
    public async Task<IActionResult> OnPost(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        var applied = await apply.Do(Me, FormKey, number);
        if (applied.IsRefused)
        {
            return Refused(applied.Refusal!);
        }

        Tell("applied");
        return LocalRedirect($"/hulpvraag/{number}");
    }

    /// <summary>Whether one can ask for a decision now: after a report, or because the investigation is late (2.3.2 lid 9).</summary>
    public bool MayApply => Answer.Application is null && Answer.Progress.Step != CaseStep.ReadReport && (May(CaseAction.Apply) || May(CaseAction.ApplyWithoutReport));

    public bool MayTakeBack => May(CaseAction.TakeBack);

    public bool PlanInTime => time.Today() <= LegalTerm.HandInPlanBy(Answer.Request.SubmittedOn);

    public bool MayHandInPlan => May(CaseAction.HandInPlan) && (PlanInTime || Answer.Progress.Step == CaseStep.Investigate);

    private bool May(CaseAction action) => CaseTable.Objection(Answer.Progress, Answer.Facts, action) is null;

    private async Task<bool> Load(string number)
    {
        if (await cases.Of(Me, number) is not { } answer)
        {
            return false;
        }

        Answer = answer;
        Renewal = (await renewals.Of(Me)).FirstOrDefault(due => due.Number == number);
        Stops = [.. (await stops.Of(Me)).Where(stop => stop.RequestNumber == number)];
        Shift = (await shifts.Of(Me)).FirstOrDefault(shift => shift.RequestNumber == number);
        Evaluation = (await evaluations.Of(Me)).FirstOrDefault(due => due.Number == number);
        return true;
    }

    private IEnumerable<Moment> Moments()
    {
        var (request, step) = (Answer.Request, Answer.Progress.Step);
        string Day(DateOnly day) => day.InWords(Culture);
        string State(params CaseStep[] own) => own.Contains(step) ? "now" : step > own[^1] ? "done" : "later";
        yield return new(Text("moment-request"), Day(request.SubmittedOn), "done");
        if (step == CaseStep.TakenBack)
        {
            yield return new(Text("moment-taken-back"), Day(Answer.Facts.EndedOn!.Value), "done");
            yield break;
        }

        yield return new(
            Text("moment-report"), Answer.Report is { } report ? Day(report.WrittenOn) : Text("at-latest", Day(request.InvestigateBy)),
            Answer.Report is null && step > CaseStep.Investigate ? "later" : State(CaseStep.Investigate));
        if (Answer.Report is { Answer: not null } || step < CaseStep.Apply)
        {
            yield return new(Text("moment-answer"), Answer.Report?.AnsweredOn is { } answered ? Day(answered) : Text("after-report"), State(CaseStep.ReadReport, CaseStep.Reconsider));
        }

        yield return new(Text("moment-application"), Answer.Application is { } application ? Day(application.ReceivedOn) : Text("after-report"), State(CaseStep.Apply));
        yield return new(
            Text("moment-decision"),
            Answer.Facts.DecidedOn is { } decided ? Day(decided)
                : Answer.Application is { } applied ? Text("at-latest", Day(applied.DecideBy))
                : Answer.Report is not null ? Text("two-weeks-after")
                : Text("two-weeks", Day(LegalTerm.DecideBy(request.InvestigateBy))),
            State(CaseStep.Decide));
        if (step == CaseStep.Refused)
        {
            yield break;
        }

        yield return new(
            Text("moment-choice"),
            Answer.Decisions.FirstOrDefault(one => one.ProviderName is not null) is { } chosen ? chosen.ProviderName!
                : Text(Answer.Decisions.Count > 0 ? "now" : "after-decision"),
            step is CaseStep.ChooseProvider or CaseStep.MakeAgreement ? "now" : step > CaseStep.MakeAgreement ? "done" : "later");
        yield return new(
            Text("moment-support"),
            Answer.Progress is { Step: CaseStep.Support or CaseStep.Ended, Due: { } last } ? Text("until-day", Day(last)) : Text("after-choice"),
            step switch { CaseStep.Support => "now", CaseStep.Ended => "done", _ => "later" });
    }
}
