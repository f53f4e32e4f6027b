using Budget.Core.Decisions;
using Portal.Text;

namespace Portal.Pages.Caseworker;

/// <summary>The objections of one municipality: open ones by their legal date, and founded ones that wait for a new decision.</summary>
public sealed class ObjectionsModel(Objections objections) : PortalPage
{
    public Objections.Answer Answer { get; private set; } = null!;

    public async Task OnGet() => Answer = await objections.Of(Me);
}
