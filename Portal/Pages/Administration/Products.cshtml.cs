using Budget.Core;
using Budget.Core.Configuration;
using Budget.Core.Providers;
using Portal.Text;

namespace Portal.Pages.Administration;

/// <summary>What the own municipality grants, its highest rates today, and who changed them.</summary>
public sealed class ProductsModel(ProductRates rates, ConfigurationHistory history, TimeProvider time) : PortalPage
{
    public DateOnly Today => time.Today();

    public IReadOnlyList<ProductRates.Item> Products { get; private set; } = [];

    public IReadOnlyList<ConfigurationHistory.Item> History { get; private set; } = [];

    public async Task OnGet() => (Products, History) = (await rates.All(Me), await history.Of(Me, DescribeProduct.What));
}
