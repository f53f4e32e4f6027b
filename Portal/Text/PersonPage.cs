using Budget.Core.Residents;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.MyData;

/// <summary>A page about one person's data: of the visitor, or of whom the visitor represents.</summary>
public abstract class MyDataPage(MyPeople people) : PortalPage
{
    /// <summary>Whose, for who represents somebody.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Voor { get; set; }

    public IReadOnlyList<MyPeople.Person> People { get; private set; } = [];

    public MyPeople.Person Person { get; private set; } = null!;

    /// <summary>Empty when it is one's own.</summary>
    public string Whose => Person.Kind == "self" ? "" : Person.Name;

    public string PersonId => Person.ResidentId.Value.ToString("D");

    /// <returns>Where else to go; none when there is somebody to show something of.</returns>
    protected async Task<IActionResult?> FindPerson()
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
        return null;
    }
}
