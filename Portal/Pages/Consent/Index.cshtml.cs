using Budget.Core;
using Budget.Core.Consent;
using Budget.Core.Residents;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Text;

namespace Portal.Pages.Consent;

/// <summary>Who may read along in my file: which provider about which part of life, who represents me, and who opened it without asking.</summary>
public sealed class IndexModel(MyPeople people, ConsentsOfResident consents, EmergencyLooks emergencies, AccessToFile access, GiveConsent give, EndEmergency end, TimeProvider time)
    : PersonPage(people)
{
    public ConsentsOfResident.Answer Answer { get; private set; } = null!;

    public IReadOnlyList<EmergencyLooks.Item> Emergencies { get; private set; } = [];

    public IReadOnlyList<AccessToFile.Item> Access { get; private set; } = [];

    private string Here => string.IsNullOrEmpty(Voor) ? "/machtigingen" : $"/machtigingen?voor={Uri.EscapeDataString(Voor)}";

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Somebody of this provider opened the file without consent, and can read all of it today.</summary>
    public bool IsOpen(ConsentsOfResident.Item provider) =>
        Emergencies.Any(look => look.ResidentId == Person.ResidentId && look.ProviderId == provider.ProviderId && look.RunsAt(Now));

    public async Task<IActionResult> OnGet()
    {
        if (await FindPerson() is { } elsewhere)
        {
            return elsewhere;
        }

        if (await consents.Of(Me, Person.ResidentId) is not { } answer)
        {
            return NotFound();
        }

        Answer = answer;
        Emergencies = [.. (await emergencies.Of(Me)).Where(look => look.ResidentId == Person.ResidentId || look.ReadAt is null)];
        Access = await access.Of(Me, Person.ResidentId);
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

        Tell(IsOpen(item) ? "withdrawn-open" : "withdrawn", item.Name);
        return LocalRedirect($"/machtigingen?voor={PersonId}");
    }

    public async Task<IActionResult> OnPostEnd(string? id)
    {
        if (!Guid.TryParseExact(id, "D", out var look))
        {
            return NotFound();
        }

        var ended = await end.Do(Me, FormKey, new(look));
        if (ended.IsRefused)
        {
            return await OnGet() is PageResult ? Refused(ended.Refusal!) : NotFound();
        }

        Tell("emergency-ended");
        return LocalRedirect(Here);
    }

    public async Task<IActionResult> OnPostRead(string? id)
    {
        if (!Guid.TryParseExact(id, "D", out var look) || !await emergencies.Read(Me, look))
        {
            return NotFound();
        }

        return LocalRedirect(Here);
    }
}
