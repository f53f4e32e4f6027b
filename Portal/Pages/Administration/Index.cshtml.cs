using Budget.Core;
using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.Mail;
using Budget.Core.Providers;
using Budget.Core.Storage;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Administration;

/// <summary>What this installation is made of, and what the municipality grants.</summary>
public sealed class IndexModel(Database database, Municipalities municipalities, ProductCatalogue catalogue, StandingFaults faults, Alerts alerts, MailTrouble mail, TimeProvider time) : PortalPage
{
    public string Engine => database.Engine;

    public long Migrations { get; private set; }

    public DateOnly Today => time.Today();

    public IReadOnlyList<Municipalities.Answer> Towns { get; private set; } = [];

    public IReadOnlyList<Product> Products { get; private set; } = [];

    public IReadOnlyList<StandingFaults.Answer> StandingFaults { get; private set; } = [];

    public IReadOnlyList<Alerts.Item> Alerts { get; private set; } = [];

    public MailTrouble.Answer Mail { get; private set; } = null!;

    /// <summary>Somebody has looked at an alert.</summary>
    public async Task<IActionResult> OnPostSeen(Guid alarm) => await alerts.See(Me, new AlertId(alarm)) ? LocalRedirect("/beheer") : NotFound();

    public async Task OnGet()
    {
        Alerts = await alerts.Of(Me);
        Mail = await mail.Of(Me);
        StandingFaults = await faults.Of(Me);
        Migrations = await Migrator.CountApplied(database);
        Towns = await municipalities.All();
        Products = await catalogue.Of(Me.MunicipalityCode);
    }
}
