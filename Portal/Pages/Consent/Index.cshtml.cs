using Budget.Core;
using Budget.Core.Consent;
using Budget.Core.Residents;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Text;

namespace Portal.Pages.Consent;

/// <summary>Who may read along in my file: which provider about which part of life, who represents me, and who opened it without asking.</summary>
public sealed class IndexModel(MyPeople people, ConsentsOfResident consents, EmergencyLooks emergencies, AccessToFile access, GiveConsent give, TimeProvider time) : PortalPage
{
    /// <summary>Whose, for who represents somebody.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Voor { get; set; }

    public IReadOnlyList<MyPeople.Person> People { get; private set; } = [];

    public MyPeople.Person Person { get; private set; } = null!;

    public ConsentsOfResident.Answer Answer { get; private set; } = null!;

    public IReadOnlyList<EmergencyLooks.Item> Emergencies { get; private set; } = [];

    public IReadOnlyList<AccessToFile.Item> Access { get; private set; } = [];

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Somebody of this provider opened the file without consent, and can read all of it today.</summary>
    public bool IsOpen(ConsentsOfResident.Item provider) =>
        Emergencies.Any(look => look.ResidentId == Person.ResidentId && look.ProviderName == provider.Name && look.RunsAt(Now));

    public async Task<IActionResult> OnGet()
    {
        People = await people.Of(Me);
        if (People.Count == 0)
        {
            return LocalRedirect("/kennismaken");
        }

        if ((Voor is null ? People[0] : People.FirstOrDefault(person => person.ResidentId.Value.ToString("D") == Voor)) is not { } person)
        {
            return NotFound();
        }

        Person = person;
        Answer = await consents.Of(Me, person.ResidentId);
        Emergencies = [.. (await emergencies.Of(Me)).Where(look => look.ResidentId == person.ResidentId || look.ReadAt is null)];
        Access = await access.Of(Me, person.ResidentId);
        return Page();
    }

    public async Task<IActionResult> OnPostWithdraw(string? id)
    {
        if (await OnGet() is not PageResult || !Guid.TryParseExact(id, "D", out var provider) || Answer.Providers.FirstOrDefault(one => one.ProviderId.Value == provider) is not { } item)
        {
            return NotFound();
        }

        var withdrawn = await give.Do(Me, FormKey, new(Person.ResidentId, item.ProviderId, [], default));
        if (withdrawn.IsRefused)
        {
            return Refused(withdrawn.Refusal!);
        }

        Tell("withdrawn", item.Name);
        return LocalRedirect($"/machtigingen?voor={Person.ResidentId.Value:D}");
    }

    public async Task<IActionResult> OnPostRead(string? id)
    {
        if (!Guid.TryParseExact(id, "D", out var look))
        {
            return NotFound();
        }

        await emergencies.Read(Me, look);
        return LocalRedirect("/machtigingen");
    }
}
