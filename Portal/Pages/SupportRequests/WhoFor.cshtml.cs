using Budget.Core.Residents;
using Portal.Text;

namespace Portal.Pages.SupportRequests;

/// <summary>For whom is the request? Only asked of who may ask for several people.</summary>
public sealed class WhoForModel(MyPeople people) : PortalPage
{
    public IReadOnlyList<MyPeople.Person> People { get; private set; } = [];

    public async Task OnGet() => People = await people.Of(Me);
}
