using Budget.Core;
using Budget.Core.Disputes;
using Budget.Core.SignIn;
using Portal.Pages.Shared;
using Portal.TagHelpers;

namespace Portal.Pages.ProviderOffice;

/// <summary>A client says that a line of an invoice is not so: the provider answers, or takes the line back.</summary>
public sealed class DisputeModel(DisputesOfProvider disputes, AnswerDispute deed, OwnOffice offices) : DisputePage(AnswerDispute.LongestExplanation, "/aanbieder")
{
    /// <summary>A line is taken back by who may declare.</summary>
    public bool MayTakeBack { get; private set; }

    /// <summary>Answered is once; none is left for who may only read.</summary>
    public override IReadOnlyList<Choice> Outcomes =>
    [
        .. Answer.Line.AnsweredAt is null ? (Choice[])[new(Was, Text("wel"), Text("wel-hint"))] : [],
        .. MayTakeBack ? (Choice[])[new(WasNot, Text("niet"), Text("niet-hint"))] : [],
    ];

    protected override async Task<LineOfBudget.Answer?> Find(Guid id)
    {
        MayTakeBack = await offices.Of(Me) is { MaySubmit: true };
        return await disputes.One(Me, id);
    }

    /// <summary>Only what holds on to a line is explained.</summary>
    protected override bool IsExplained(string seen) => Outcome != Was || seen.Length > 0;

    protected override async Task<Refusal?> Do(Guid id, bool was, string explanation) => (await deed.Do(Me, FormKey, new(id, was, explanation))).Refusal;
}
