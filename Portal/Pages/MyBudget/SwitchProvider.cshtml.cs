using Budget.Core;
using Budget.Core.Assignments;
using Budget.Core.Ledger;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;
using Switching = Budget.Core.Assignments.SwitchProvider;

namespace Portal.Pages.MyBudget;

/// <summary>To another provider, or to none: first what it does, in euros and hours, then done; and only what was shown.</summary>
public sealed class SwitchProviderModel(SwitchOptions options, Switching switching) : PortalPage
{
    /// <summary>The answer of who stops and takes nobody yet.</summary>
    public const string Nobody = "niemand";

    public SwitchOptions.Answer Answer { get; private set; } = null!;

    /// <summary>What it will do, when it can be done.</summary>
    public Switching.Effect? Effect { get; private set; }

    [BindProperty] public string? To { get; set; }
    [BindProperty] public string? On { get; set; }

    /// <summary>The assignment that ends, as it was shown.</summary>
    [BindProperty] public string? From { get; set; }

    /// <summary>The effect that was looked at; another is shown before it is done.</summary>
    [BindProperty] public string? Seen { get; set; }

    public IReadOnlyList<Choice> Choices =>
    [
        .. Answer.Offers.Select(offer => new Choice(
            offer.ContractId.Value.ToString("D"), offer.Name,
            Text(offer.EndsOn < Answer.Budget.LastDay ? "rate-hint-until" : "rate-hint", offer.Rate, PostingText.Unit(Answer.Budget.Unit, new Quantity(1), Culture), offer.EndsOn.InWords(Culture)))),
        new Choice(Nobody, Text("nobody"), Text("nobody-hint")),
    ];

    public async Task<IActionResult> OnGet(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        On = Answer.EarliestOn.InDigits();
        return Page();
    }

    public async Task<IActionResult> OnPostCheck(string number)
    {
        if (!await Load(number))
        {
            return await Gone(number);
        }

        if (Read(number) is not { } entry)
        {
            return Again();
        }

        return await Show(entry) is { } refusal ? Refused(refusal, FieldOf(refusal)) : Page();
    }

    public async Task<IActionResult> OnPost(string number)
    {
        // Asked first: a second click finds the answer of the first, and by then there may be nobody to leave.
        if (Read(number) is { } entry)
        {
            var done = await switching.Do(Me, FormKey, entry);
            if (!done.IsRefused)
            {
                if (done.Value.AssignmentNumber is { } made)
                {
                    Tell("switched", done.Value.LastDay.InWords(Culture), made, done.Value.Reserved);
                }
                else
                {
                    Tell("stopped", done.Value.LastDay.InWords(Culture));
                }

                return LocalRedirect($"/mijn-budget/{number}");
            }

            if (!await Load(number))
            {
                return await Gone(number, done.Refusal);
            }

            await Show(entry with { From = Answer.From });
            return Refused(done.Refusal!, FieldOf(done.Refusal!));
        }

        return await Load(number) ? Again() : await Gone(number);
    }

    /// <summary>There is no provider to leave any more: the budget says how it stands.</summary>
    private async Task<IActionResult> Gone(string number, Refusal? refusal = null)
    {
        var why = refusal ?? (await switching.Draft(Me, new(number, From: 0, To: null, DateOnly.MaxValue, Seen: ""))).Refusal!;
        return why.Is(Refusal.NotFound) ? NotFound() : RefusedAt($"/mijn-budget/{number}", why);
    }

    private async Task<Refusal?> Show(Switching.Entry entry)
    {
        var effect = await switching.Draft(Me, entry);
        if (effect.IsRefused)
        {
            return effect.Refusal;
        }

        Effect = effect.Value;
        ModelState.Remove(nameof(Seen));
        ModelState.Remove(nameof(From));
        return null;
    }

    private static string FieldOf(Refusal refusal) =>
        refusal.Is(Refusal.SwitchTooSoon) || refusal.Is(Refusal.DayOutsideBudget) || refusal.Is(Refusal.DayOutsideAssignment) ? nameof(On)
        : refusal.Is(Refusal.NoContract) || refusal.Is(Refusal.SameProvider) || refusal.Is(Refusal.NothingLeft) ? nameof(To)
        : "";

    private Switching.Entry? Read(string number)
    {
        ContractId? to = Guid.TryParse(To, out var contract) ? new ContractId(contract) : null;
        Require(to is not null || To == Nobody, nameof(To), "to-missing");
        Require(DayText.TryParse(On, out var on), nameof(On), "on-missing");
        _ = long.TryParse(From, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var from);
        return ModelState.IsValid ? new(number, from, to, on, Seen ?? "") : null;
    }

    private async Task<bool> Load(string number)
    {
        if (await options.Of(Me, number) is not { } answer)
        {
            return false;
        }

        Answer = answer;
        return true;
    }
}
