using System.Globalization;
using Budget.Core;
using Budget.Core.Budgets;
using Budget.Core.PersonHeld;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.MyBudget;

/// <summary>A holder draws up a care agreement, a next version of one, or one with somebody who stands in. "Check" shows what it comes to; sending it is signing it.</summary>
public sealed class DrawUpModel(BudgetOverview budgets, AgreementText agreements, HelperAbsences absences, DrawUpAgreement drawUp) : PortalPage
{
    /// <summary>Who helps, as people say it; each goes with one kind of helper and one kind of agreement.</summary>
    private static readonly (string Name, HelperKind Kind, AgreementForm Form)[] Known =
    [
        ("organisation", HelperKind.Professional, AgreementForm.Institution),
        ("freelancer", HelperKind.Freelancer, AgreementForm.Assignment),
        ("family", HelperKind.Network, AgreementForm.Family),
        ("acquaintance", HelperKind.Network, AgreementForm.Assignment),
        ("employee", HelperKind.Network, AgreementForm.Employment),
    ];

    public BudgetOverview.Answer Answer { get; private set; } = null!;

    /// <summary>What was filled in, once it was looked at and found right.</summary>
    public AgreementTerms? Preview { get; private set; }

    /// <summary>Whether there is room for it beside what was agreed already; none of who stands in, within what was agreed with another.</summary>
    public AgreementRoom? Room { get; private set; }

    public IReadOnlyList<Choice> Whos => [.. Known.Select(one => new Choice(one.Name, Text($"who-{one.Name}")))];

    private bool standsIn;

    /// <summary>Who stands in, also in a next version, is paid by the hour, and nothing else is offered.</summary>
    public IReadOnlyList<Choice> Pays => [.. Enum.GetNames<AgreementPay>().Where(name => (Vervanger is null && !standsIn) || name == nameof(AgreementPay.Hours)).Select(name => new Choice(name, Text($"pay-{name}"), Text($"pay-{name}-hint")))];

    [BindProperty(SupportsGet = true)] public string? Vervangt { get; set; }
    /// <summary>The agreement whose helper is away and for whom somebody stands in.</summary>
    [BindProperty(SupportsGet = true)] public string? Vervanger { get; set; }

    [BindProperty] public string? Who { get; set; }
    [BindProperty] public string? HelperName { get; set; }
    [BindProperty] public string? Identifier { get; set; }
    [BindProperty] public string? Iban { get; set; }
    [BindProperty] public string? Tasks { get; set; }
    [BindProperty] public string? Pay { get; set; }
    [BindProperty] public string? Rate { get; set; }
    [BindProperty] public string? Volume { get; set; }
    [BindProperty] public string? OwnPart { get; set; }
    [BindProperty] public string? StartsOn { get; set; }
    [BindProperty] public string? EndsOn { get; set; }

    public async Task<IActionResult> OnGet(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        EndsOn = Answer.Budget.LastDay.InDigits();
        if (Vervanger is not null)
        {
            return await BeginStandIn(number, Vervanger) ? Page() : NotFound();
        }

        if (Vervangt is null)
        {
            return Page();
        }

        // The next version begins as the one before, on the account on which the helper is paid now.
        if (await agreements.Of(Me, Vervangt) is not { State: AgreementState.Approved, IsHelper: false, Terms: var terms } before || before.BudgetNumber != number)
        {
            return NotFound();
        }

        Who = Known.First(one => one.Kind == terms.HelperKind && one.Form == terms.Form).Name;
        (HelperName, Identifier, Iban, Tasks, Pay) = (terms.HelperName, terms.Identifier, before.PaidNow.Length > 0 ? before.PaidNow : terms.Iban, terms.Tasks, terms.Pay.ToString());
        (Rate, Volume, OwnPart) = (terms.Rate.ToDecimalComma(), terms.MonthlyVolume.Value.ToString("0.##", CultureInfo.GetCultureInfo("nl-NL")), terms.OwnPart.IsPositive ? terms.OwnPart.ToDecimalComma() : "");
        EndsOn = terms.Period.EndsOn.InDigits();
        return Page();
    }

    public async Task<IActionResult> OnPostCheck(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        if (Read() is not { } terms)
        {
            return Again();
        }

        var check = await drawUp.Check(Me, new(number, terms, Vervangt, Vervanger));
        if (check.Fault is { } fault)
        {
            return Wrong(fault);
        }

        if (check.IsOfAccount)
        {
            return AccountIsKept();
        }

        Preview = terms.Tidy();
        Room = Vervanger is null && !standsIn && Answer.Forecast is { } known ? AgreementRoom.Of(known, Answer.Budget, Preview, Vervangt) : null;
        return Page();
    }

    public async Task<IActionResult> OnPost(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        if (Read() is not { } terms)
        {
            return Again();
        }

        // Said at the field, and not on a page of its own as what a mandate leaves out of a whole deed.
        if ((await drawUp.Check(Me, new(number, terms, Vervangt, Vervanger))).IsOfAccount)
        {
            return AccountIsKept();
        }

        var drawn = await drawUp.Do(Me, FormKey, new(number, terms, Vervangt, Vervanger));
        if (drawn.IsRefused)
        {
            return Wrong(drawn.Refusal!);
        }

        Tell("signed");
        return LocalRedirect($"/pgb/{drawn.Value}");
    }

    /// <summary>The same work, on the days on which the helper is away; at most as much.</summary>
    private async Task<bool> BeginStandIn(string number, string agreement)
    {
        if (await absences.Of(Me, agreement) is not { IsHelper: false } away || away.BudgetNumber != number)
        {
            return false;
        }

        Pay = nameof(AgreementPay.Hours);
        if ((away.Current ?? (away.Absences is [var last, ..] ? last : null)) is { } days)
        {
            StartsOn = days.StartsOn.InDigits();
            EndsOn = (days.LastOn < away.LastOn ? days.LastOn.Value : away.LastOn).InDigits();
        }

        // What was agreed on paper is not known here.
        if (await agreements.Of(Me, agreement) is { Terms: var terms })
        {
            Tasks = terms.Tasks;
            Volume = terms.Pay == AgreementPay.Allowance ? "" : terms.MonthlyVolume.Value.ToString("0.##", CultureInfo.GetCultureInfo("nl-NL"));
        }

        return true;
    }

    private AgreementTerms? Read()
    {
        var who = Known.FirstOrDefault(one => one.Name == Who);
        var pay = Choice.Of<AgreementPay>(Pay);
        Require(who.Name is not null, nameof(Who), "who-missing");
        Require(!string.IsNullOrWhiteSpace(HelperName), nameof(HelperName), "name-missing");
        Require(!string.IsNullOrWhiteSpace(Identifier), nameof(Identifier), "identifier-missing");
        Require(!string.IsNullOrWhiteSpace(Iban), nameof(Iban), "iban-missing");
        Require(!string.IsNullOrWhiteSpace(Tasks), nameof(Tasks), "tasks-missing");
        Require(pay is not null, nameof(Pay), "pay-missing");
        Require(Money.TryParse(Rate, out var rate) && rate.IsPositive, nameof(Rate), "rate-missing");
        var volume = new Quantity(1);
        Require(pay is null or AgreementPay.Allowance || (Quantity.TryParse(Volume, out volume) && volume.Value > 0), nameof(Volume), "volume-missing");
        var ownPart = Money.Zero;
        Require(string.IsNullOrWhiteSpace(OwnPart) || (Money.TryParse(OwnPart, out ownPart) && !ownPart.IsNegative), nameof(OwnPart), "own-part-wrong");
        var startsOn = Day(StartsOn, nameof(StartsOn), "day-missing");
        var endsOn = Day(EndsOn, nameof(EndsOn), "day-missing");
        Require(startsOn is null || endsOn is null || endsOn >= startsOn, nameof(EndsOn), "ends-before-start");
        return ModelState.IsValid
            ? new AgreementTerms(HelperName!, who.Kind, who.Form, Identifier!, Iban!, Tasks!, pay!.Value, rate, volume, ownPart, new Period(startsOn!.Value, endsOn!.Value))
            : null;
    }

    /// <summary>Here a rate that is too high has a way out: the holder may pay the rest.</summary>
    private IActionResult Wrong(Refusal fault)
    {
        if (!fault.Is(Refusal.RateAboveByLaw))
        {
            return Refused(fault, FieldOf(fault));
        }

        Require(false, nameof(Rate), "rate-above", fault.Detail);
        return Again();
    }

    /// <summary>Who acts by a mandate without accounts signs on the account that is known.</summary>
    private IActionResult AccountIsKept()
    {
        Require(false, nameof(Iban), "account-kept");
        return Again();
    }

    private static string FieldOf(Refusal fault) => fault.Code switch
    {
        "kvk-invalid" or "bsn-invalid" or "helper-is-holder" or "stands-in-for-oneself" => nameof(Identifier),
        "iban-invalid" => nameof(Iban),
        "rate-below-floor" or "stand-in-costs-more" or "allowance-above-cap" or "amount-not-positive" => nameof(Rate),
        "allowance-for-network" or "allowance-with-own-part" or "stand-in-by-the-hour" => nameof(Pay),
        "volume-implausible" or "volume-above-agreement" => nameof(Volume),
        "day-outside-budget" or "agreement-starts-too-early" or "agreement-overlaps" or "helper-not-away" => nameof(StartsOn),
        _ => "",
    };

    private async Task<bool> Load(string number)
    {
        if (await budgets.Of(Me, number) is not { Budget.IsPersonHeld: true } answer)
        {
            return false;
        }

        Answer = answer;
        standsIn = Vervangt is not null && await agreements.Of(Me, Vervangt) is { StandsInFor: not null };
        return true;
    }
}
