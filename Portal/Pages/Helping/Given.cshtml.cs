using Budget.Core.PersonHeld;
using Portal.Text;

namespace Portal.Pages.Helping;

/// <summary>What a helper gave over everybody who is helped, month by month.</summary>
public sealed class GivenModel(HoursGiven given) : PortalPage
{
    public HoursGiven.Answer Answer { get; private set; } = new([]);

    public async Task OnGet() => Answer = await given.Of(Me);
}
