using Microsoft.AspNetCore.Antiforgery;

namespace Portal.Access;

/// <summary>A form that was opened for another file than the one this session is for: of the same person, and made by us.</summary>
/// <param name="ActsFor">The id of the resident for whom it was opened; empty when for oneself.</param>
internal sealed record FormOfAnotherFile(string ActsFor);

/// <summary>
/// A form belongs to the file for which it was opened: who signs in for somebody else meanwhile (DigiD Machtigen) does not send it under that name. The
/// token of the form says for whom it was; the framework has found the person and the browser right by the time this is asked.
/// </summary>
internal sealed class FormOfFile : IAntiforgeryAdditionalDataProvider
{
    public string GetAdditionalData(HttpContext context) => context.User.ActsForId();

    public bool ValidateAdditionalData(HttpContext context, string additionalData)
    {
        if (additionalData == context.User.ActsForId())
        {
            return true;
        }

        context.Features.Set(new FormOfAnotherFile(additionalData));
        return false;
    }
}
