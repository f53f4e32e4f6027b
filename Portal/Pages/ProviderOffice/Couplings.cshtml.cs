using Budget.Core;
using Budget.Core.Couplings;
using Budget.Core.SignIn;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.ProviderOffice;

/// <summary>The programs of the provider: who may declare lets one in, sees when it came last, and keeps it out again. A secret is shown on the one page after it was made.</summary>
public sealed class CouplingsModel(CouplingsOfProvider couplings, OwnOffice offices, MakeCoupling make, EndCoupling end, TimeProvider time) : PortalPage
{
    private static readonly string[] MonthsToChoose = ["3", "6", "12"];

    public IReadOnlyList<CouplingsOfProvider.Row> Couplings { get; private set; } = [];

    public bool MaySubmit { get; private set; }

    public DateOnly Today => time.Today();

    /// <summary>What was made on the page before; none on any other.</summary>
    public (string Id, string Secret)? Given { get; private set; }

    public IReadOnlyList<Choice> Rights => [new(nameof(OfficeRight.Read), Text("may-read"), Text("may-read-hint")), new(nameof(OfficeRight.Submit), Text("may-submit"), Text("may-submit-hint"))];

    public IReadOnlyList<Choice> Terms => [new(MonthsToChoose[0], Text("months-one")), new(MonthsToChoose[1], Text("months-two")), new(MonthsToChoose[2], Text("months-three"))];

    [BindProperty] public string? Name { get; set; }
    [BindProperty] public string? May { get; set; }
    [BindProperty] public string? Months { get; set; }

    [BindProperty] public string? Coupling { get; set; }

    public async Task<IActionResult> OnGet()
    {
        // In the cookie, sealed, for one page: it stands nowhere else. Looked for only when that came along: reading it sends one back.
        if (Request.Cookies.Keys.Any(name => name.EndsWith("melding", StringComparison.Ordinal)) && TempData["Coupling"] is string given && given.Split(' ') is [var id, var secret])
        {
            Given = (id, secret);
        }

        await Load();
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        await Load();
        if (!MaySubmit)
        {
            return Forbid();
        }

        var may = Choice.Of<OfficeRight>(May);
        var months = Array.IndexOf(MonthsToChoose, Months) is >= 0 and var place ? int.Parse(MonthsToChoose[place], Culture) : 0;
        Require(TypedText.Seen(Name ?? "").Length > 0, nameof(Name), "name-missing");
        Require(may is not null, nameof(May), "may-missing");
        Require(months > 0, nameof(Months), "months-missing");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var made = await make.Do(Me, FormKey, new(Name!, may!.Value, Today.AddMonths(months)));
        if (made.IsRefused)
        {
            return Refused(made.Refusal!, nameof(Name));
        }

        if (made.Value.Secret is { } secret)
        {
            // In one text: an id by itself would come back as something else.
            TempData["Coupling"] = $"{made.Value.Id.Value:D} {secret}";
        }

        Tell(made.Value.Secret is null ? "made-before" : "made");
        return LocalRedirect("/aanbieder/koppelingen");
    }

    public async Task<IActionResult> OnPostEnd()
    {
        if (!Guid.TryParseExact(Coupling, "D", out var coupling))
        {
            return BadRequest();
        }

        var done = await end.Do(Me, FormKey, new UserId(coupling));
        if (done.IsRefused)
        {
            await Load();
            return Refused(done.Refusal!);
        }

        Tell("end-done");
        return LocalRedirect("/aanbieder/koppelingen");
    }

    private async Task Load()
    {
        MaySubmit = await offices.Of(Me) is { MaySubmit: true };
        Couplings = await couplings.Of(Me);
    }
}
