using Budget.Core.Delivery;
using Budget.Core.Providers;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Administration;

/// <summary>The contracts of the own municipality, twenty to a page; on top those that end soon, and the providers of residents that wait for one.</summary>
public sealed class ContractsModel(ContractList contracts, WelcomeProviders welcome) : PortalPage
{
    public ContractList.Answer Answer { get; private set; } = null!;

    public IReadOnlyList<WelcomeProviders.Item> Welcome { get; private set; } = [];

    [BindProperty(SupportsGet = true, Name = "zoek")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "blad")]
    public string? Sheet { get; set; }

    public int PageNumber => int.TryParse(Sheet, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var page) && page is >= 1 and <= 10_000 ? page : 1;

    public int Pages => (int)((Answer.Count + ContractList.PageSize - 1) / ContractList.PageSize);

    public async Task OnGet()
    {
        Answer = await contracts.Of(Me, Search ?? "", PageNumber);
        Welcome = await welcome.Of(Me);
    }
}
