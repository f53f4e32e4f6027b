using Budget.Core;
using Budget.Core.Providers;
using Budget.Core.Storage;
using Portal.Text;

namespace Portal.Pages.Administration;

/// <summary>What this installation is made of, and what the municipality grants.</summary>
public sealed class IndexModel(Database database, Municipalities municipalities, ProductCatalogue catalogue, TimeProvider time) : PortalPage
{
    public string Engine => database.Engine;

    public long Migrations { get; private set; }

    public DateOnly Today => time.Today();

    public IReadOnlyList<Municipalities.Answer> Towns { get; private set; } = [];

    public IReadOnlyList<Product> Products { get; private set; } = [];

    public async Task OnGet()
    {
        Migrations = await Migrator.CountApplied(database);
        Towns = await municipalities.All();
        Products = await catalogue.Of(Me.MunicipalityCode);
    }
}
