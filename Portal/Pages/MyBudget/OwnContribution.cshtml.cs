using Budget.Core;
using Budget.Core.Decisions;
using Portal.Text;

namespace Portal.Pages.MyBudget;

/// <summary>What a resident pays oneself, for which help and from when; when nothing is paid, and who sends the bill.</summary>
public sealed class OwnContributionModel(OwnContributions contributions) : PortalPage
{
    public OwnContributions.Answer Answer { get; private set; } = null!;

    /// <summary>The age at which the state pension begins now.</summary>
    public string PensionFrom => PensionAge.On(Answer.Today) is (var years, > 0 and var months) ? Text("years-months", years, months) : Text("years", PensionAge.On(Answer.Today).Years);

    public string Amount(OwnContribution contribution) =>
        contribution.PerMonth is { } amount ? Text("a-month", amount) : Text(contribution.Exempt is null ? "unknown" : "nothing");

    public async Task OnGet() => Answer = await contributions.Of(Me);
}
